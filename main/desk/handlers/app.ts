/** The app itself: what a window starts from, the end, a store begun anew. */
import type { appProcedures } from '../../../shared/ipc/app.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export function appHandlers(parts: Parts): HandlersOf<typeof appProcedures> {
  const { desk, telephony, store, practice, scripts, settings } = parts;

  return {
    'app.snapshot': () => ({
      settings: settings.current,
      lines: [...telephony.lines],
      calls: [...telephony.calls],
      contexts: desk.contexts,
      drafts: desk.drafts,
      outcomes: desk.outcomes,
      recent: desk.recent,
      due: desk.due,
      upNext: parts.reminders.takeChosen(),
      outbox: parts.followUps.outbox,
      toolbox: parts.followUps.toolbox,
      agent: parts.agent.view,
      wrapUpTimes: parts.wrapUps.times,
      devices: parts.devices(),
      practice: practice.view,
      callScripts: scripts.views,
      lamps: telephony.lamps,
      recordings: parts.recordings.views,
      store: store.view,
      selfCheck: parts.diagnostics.check,
      reach: parts.reach.view,
      offered: parts.reach.takeOffered(),
      runtime: parts.runtime,
    }),
    'app.quit': () => {
      parts.quit();
      return null;
    },
    'store.startFresh': async () => {
      await parts.startFreshStore();
      return null;
    },
  };
}
