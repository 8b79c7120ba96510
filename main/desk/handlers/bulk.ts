/** Something done to many people at once. */
import type { bulkProcedures } from '../../../shared/ipc/bulk.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const bulkHandlers = ({ bulk }: Parts): HandlersOf<typeof bulkProcedures> => ({
  'bulk.jobs': () => bulk.jobs(),
  'bulk.preview': ({ action, selection, after }) => bulk.preview(action, selection, after),
  'bulk.start': async ({ action, selection }) => ({ id: await bulk.start(action, selection) }),
  'bulk.cancel': async ({ id }) => {
    await bulk.cancel(id);
    return null;
  },
  'bulk.resume': ({ id }) => {
    bulk.resume(id);
    return null;
  },
  'bulk.undo': ({ id }) => {
    bulk.undo(id);
    return null;
  },
  'bulk.drafts': ({ id, after }) => bulk.drafts(id, after),
  'bulk.send': async ({ id }) => {
    await bulk.send(id);
    return null;
  },
});
