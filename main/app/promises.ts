/** Builds what keeps promises: follow-ups and their outbox, reminders, the calendar, check-ins. It decides nothing. */
import { app, net, shell } from 'electron';
import { uuidv7 } from 'uuidv7';
import type { DisposableStore } from '../../shared/disposable.ts';
import { languageOf } from '../../shared/i18n/words.ts';
import type { Desk } from '../desk/desk.ts';
import type { Gate } from '../desk/gate.ts';
import { CalendarPublisher } from '../followups/caldav/publisher.ts';
import { checkIns } from '../followups/check-ins.ts';
import { calendarSecret, FollowUps } from '../followups/follow-ups.ts';
import { Reminders } from '../followups/reminders.ts';
import { calendarTitle, sayDue } from '../followups/say-due.ts';
import { surveyAnswers, surveySecret } from '../followups/surveys.ts';
import type { ScriptDesk } from '../scripts/desk.ts';
import { notify, showsNotices } from '../system/desktop.ts';
import type { Telephony } from '../telephony/port.ts';
import { agentOf, countryOf, type Ground } from './ground.ts';
import { logFor } from './log.ts';

export function buildPromises(
  ground: Ground,
  {
    gate,
    desk,
    scripts,
    telephony,
  }: { gate: Gate; desk: Desk; scripts: ScriptDesk; telephony: Pick<Telephony, 'sendMessage'> },
  ends: DisposableStore,
) {
  const { workspace, store, settings, secrets, emit, words, now } = ground;
  const followUps = new FollowUps({
    gate,
    country: () => countryOf(ground),
    agent: () => agentOf(ground),
    store,
    settings: () => settings.current,
    secrets,
    emit,
    log: logFor('follow-ups'),
    now,
    newId: uuidv7,
    online: () => net.isOnline(),
    openMail: address => shell.openExternal(address),
    sendMessage: (target, text) => telephony.sendMessage(target, text, null),
    callFacts: interactionId => desk.callFacts(interactionId),
    answers: interactionId => scripts.answersOf(interactionId),
  });
  const reminderLog = logFor('reminders');
  if (!showsNotices()) reminderLog.warn('this desktop shows no notices: reminders stand in the window alone');
  const reminders: Reminders = new Reminders({
    store,
    now,
    returnAfter: () => settings.current.callbacks.returnAfter,
    log: reminderLog,
    ...sayDue({
      words,
      language: () => settings.current.language ?? languageOf(app.getLocale()),
      now,
      emit,
      notify,
      open: followUpId => {
        if (followUpId !== null && workspace.contents === null) reminders.choose(followUpId);
        workspace.open();
        if (followUpId !== null) emit('upNext', followUpId);
      },
      refresh: () => void desk.refresh(),
    }),
  });
  ends.add(reminders);
  const calendar = new CalendarPublisher({
    store,
    settings: () => settings.current,
    password: () => secrets.read(calendarSecret) ?? '',
    title: item => calendarTitle(words(), item),
    doneThere: item => {
      emit('notice', { key: 'notice.doneThere', values: { what: item.what }, tone: 'info' });
      void desk.refresh();
    },
    log: logFor('calendar'),
    now,
    random: Math.random,
    later: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
  ends.add(calendar);
  const checkInsDue = checkIns({ store, now, log: logFor('check-ins'), made: () => desk.contactsChanged() });
  ends.add(checkInsDue);

  const surveys = surveyAnswers({
    store,
    source: () => settings.current.surveySource,
    secret: () => secrets.read(surveySecret) ?? '',
    heard: () => desk.contactsChanged(),
    now,
    log: logFor('surveys'),
  });
  ends.add(surveys);

  return { followUps, reminders, calendar, checkInsDue, surveys };
}
