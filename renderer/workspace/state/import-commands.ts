/** What the agent can do with files of contacts. Main says how it goes by events. */
import type { ErrorCode, Input, Output, ProcedureName } from '../../../shared/ipc/contract.ts';
import type { ImportPlan } from '../../../shared/import/plan.ts';
import type { ExportFormatName } from '../../../shared/import/view.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import type { WorkspaceStore } from './store.ts';

type Run = <P extends ProcedureName>(
  name: P,
  input: Input<P>,
  quiet?: readonly ErrorCode[],
) => Promise<{ value: Output<P> } | null>;

export function importCommands(run: Run, drop: (file: File) => void, store: WorkspaceStore) {
  const load = async (): Promise<void> => {
    const seen = await run('import.view', null, ['storeUnavailable']);
    if (seen === null) return;
    const { batches, importing, exporting } = seen.value;
    store.setState({ importBatches: batches, importing, exporting });
  };
  return {
    loadImports: () => void load(),
    dropFile: drop,
    chooseImport: () => void run('import.choose', null),
    lookAgain: (fileId: string, told: Input<'import.look'>['told']) =>
      void run('import.look', { fileId, told }),
    checkImport: (fileId: string, plan: ImportPlan) =>
      void run('import.check', { fileId, plan }, ['wrongState']),
    runImport: (fileId: string, plan: ImportPlan) => void run('import.run', { fileId, plan }),
    cancelImport: () => void run('import.cancel', null),
    async closeImport(): Promise<void> {
      await run('import.close', null);
      await load();
    },
    revertImport: (batchId: string) => void run('import.revert', { batchId }),
    resumeImport: (batchId: string) => void run('import.resume', { batchId }),
    importAgain: (batchId: string) => void run('import.again', { batchId }),
    saveFailures: (batchId: string) => void run('import.saveFailures', { batchId }),
    exportContacts: (selection: PeopleSelection, format: ExportFormatName) =>
      void run('export.save', { selection, format }),
    cancelExport: () => void run('export.cancel', null),
  };
}
