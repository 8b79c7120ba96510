/** Contacts from files and to files. */
import type { importProcedures } from '../../../shared/ipc/import.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

const done = async (work: Promise<void> | void): Promise<null> => {
  await work;
  return null;
};

export const importHandlers = ({ importer }: Parts): HandlersOf<typeof importProcedures> => ({
  'import.view': async () => ({
    importing: importer.importing,
    exporting: importer.exporting,
    batches: await importer.batches(),
  }),
  'import.choose': () => done(importer.choose()),
  'import.look': ({ fileId, told }) => done(importer.look(fileId, told)),
  'import.check': ({ fileId, plan }) => done(importer.check(fileId, plan)),
  'import.run': ({ fileId, plan }) => done(importer.run(fileId, plan)),
  'import.cancel': () => done(importer.cancel()),
  'import.close': () => done(importer.close()),
  'import.revert': ({ batchId }) => done(importer.revert(batchId)),
  'import.resume': ({ batchId }) => done(importer.resume(batchId)),
  'import.again': ({ batchId }) => done(importer.again(batchId)),
  'import.saveFailures': ({ batchId }) => importer.saveFailures(batchId),
  'export.save': ({ selection, format }) => done(importer.save(selection, format)),
  'export.cancel': () => done(importer.cancelExport()),
});
