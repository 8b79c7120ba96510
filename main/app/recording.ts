/** Builds what records calls and what keeps the recordings. It decides nothing. */
import { app } from 'electron';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { DisposableStore } from '../../shared/disposable.ts';
import type { SupervisedMedia } from '../media/supervisor.ts';
import { Library } from '../recording/library.ts';
import { Recordings } from '../recording/recordings.ts';
import type { ScriptDesk } from '../scripts/desk.ts';
import { saveFile } from '../system/desktop.ts';
import type { Telephony } from '../telephony/port.ts';
import { agentOf, type Ground } from './ground.ts';
import { logFor } from './log.ts';

export function buildRecording(
  ground: Ground,
  {
    media,
    telephony,
    key,
    changed,
  }: { media: SupervisedMedia; telephony: Telephony; key: string; changed: () => void },
  ends: DisposableStore,
) {
  const { store, settings, emit, now } = ground;
  const folder = path.join(app.getPath('userData'), 'recordings');
  const recordings = new Recordings({
    telephony,
    media,
    store,
    folder,
    key,
    settings: () => settings.current.recording,
    lineName: accountId => telephony.lines.find(each => each.accountId === accountId)?.name ?? null,
    emit,
    log: logFor('recording'),
    now,
    newId: uuidv7,
    changed: () => {
      changed();
      void library.sweep();
    },
  });
  ends.add(recordings);
  ends.add(settings.onChange(() => recordings.judgeAll()));
  const library: Library = new Library({
    store,
    folder,
    key,
    living: () => recordings.living,
    agent: () => agentOf(ground),
    now,
    log: logFor('recording'),
    saveFile,
    changed,
  });
  ends.add(library);
  /** After the store opened. A call may have come, or gone on, before anything could be read. */
  const loadRecordings = async (): Promise<void> => {
    await library.load();
    recordings.judgeAll();
  };
  return { recordings, library, loadRecordings };
}

/** Scripts and recordings both go by who is on the call. */
export const besideCall = (
  scripts: ScriptDesk,
  recordings: Recordings,
): Pick<ScriptDesk, 'callIs' | 'callerIs' | 'handed' | 'forget'> => ({
  callIs: (...call) => scripts.callIs(...call),
  handed: (...call) => scripts.handed(...call),
  forget: callId => scripts.forget(callId),
  callerIs: context => {
    scripts.callerIs(context);
    recordings.callerIs(context);
  },
});
