/** Recordings of calls. */
import type { recordingProcedures } from '../../../shared/ipc/recordings.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

const shown = 50;

export const recordingHandlers = ({
  recordings,
  library,
  store,
}: Parts): HandlersOf<typeof recordingProcedures> => ({
  'recording.wish': ({ callId, on }) => {
    recordings.wish(callId, on);
    return null;
  },
  'recording.pause': ({ callId, paused }) => {
    recordings.pause(callId, paused);
    return null;
  },
  'recording.list': async ({ filter, after }) => {
    const [rows, total] = await Promise.all([
      store.recordings(filter, after, shown),
      store.recordingsTotal(),
    ]);
    return { rows, ...total };
  },
  'recording.open': ({ id }) => library.open(id),
  'recording.part': ({ id, from }) => library.part(id, from),
  'recording.giveOut': async ({ id, wav }) => ({ saved: await library.giveOut(id, wav) }),
  'recording.remove': async ({ id }) => {
    await library.remove(id);
    return null;
  },
  'recording.restore': async ({ id }) => {
    await library.restore(id);
    return null;
  },
});
