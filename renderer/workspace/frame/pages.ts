/** What the agent goes to, and does not begin with. */
import { later } from './later.tsx';

export const Contacts = later(() => import('../contacts/Contacts.tsx').then(module => module.Contacts));
export const OutboxPage = later(() =>
  import('../followups/OutboxPage.tsx').then(module => module.OutboxPage),
);
export const Help = later(() => import('../help/Help.tsx').then(module => module.Help));
export const ImportPage = later(() => import('../import/ImportPage.tsx').then(module => module.ImportPage));
export const KeySheet = later(() => import('../help/KeySheet.tsx').then(module => module.KeySheet));
export const Lists = later(() => import('../lists/Lists.tsx').then(module => module.Lists));
export const RecordingsPage = later(() =>
  import('../recordings/RecordingsPage.tsx').then(module => module.RecordingsPage),
);
/** With its editor it weighs as much as all the rest: not even loaded ahead for those who only make calls. */
export const Scripts = later(() => import('../scripts/ScriptsPage.tsx').then(module => module.ScriptsPage));
export const Settings = later(() => import('../settings/Settings.tsx').then(module => module.Settings));
/** What a call brings; the caller's card itself belongs to the first look. */
export const CallNext = later(() => import('../desk/CallNext.tsx').then(module => module.CallNext));
export const OwedWrapUp = later(() => import('../desk/CallNext.tsx').then(module => module.OwedWrapUp));
export const PersonPage = later(() => import('../contacts/PersonPage.tsx').then(module => module.PersonPage));
export const CallerForm = later(() => import('../contacts/CallerForm.tsx').then(module => module.CallerForm));
export const BarredDialog = later(() =>
  import('../safety/BarredDialog.tsx').then(module => module.BarredDialog),
);
export const FirstRun = later(() => import('../firstrun/FirstRun.tsx').then(module => module.FirstRun));

/** Loads them all, so that the first visit is as quick as the next. */
export function loadPages(): Promise<unknown> {
  const forCalls = [CallNext, OwedWrapUp, PersonPage, CallerForm];
  const pages = [BarredDialog, Contacts, Help, KeySheet, Lists, OutboxPage, RecordingsPage, Settings];
  return Promise.all([...forCalls, ...pages].map(page => page.load()));
}
