import { Button } from '@mantine/core';
import type { ImportView } from '../../../shared/import/view.ts';
import { useCommands, useWords } from '../state/context.tsx';
import { Counts } from './Counts.tsx';
import { Refusal } from './Refusal.tsx';

/** What an import did; it can be taken back, here and later. */
export function Result({ view }: { view: ImportView }) {
  const t = useWords();
  const { revertImport, resumeImport, saveFailures, closeImport } = useCommands();
  const { batchId, counts, refused } = view;
  const file = view.fileName ?? '';
  return (
    <div className="import-working">
      {refused !== null && <Refusal refused={refused} />}
      <p role="status">
        <b>{t(refused === null ? 'import.done' : 'import.stopped', { file })}</b>
      </p>
      {counts !== null && <Counts counts={counts} />}
      <footer className="import-foot">
        {batchId !== null && (
          <Button variant="default" onClick={() => revertImport(batchId)}>
            {t('import.revert')}
          </Button>
        )}
        {batchId !== null && refused !== null && (
          <Button variant="default" onClick={() => resumeImport(batchId)}>
            {t('import.resume')}
          </Button>
        )}
        {batchId !== null && counts !== null && counts.failed > 0 && (
          <Button variant="default" onClick={() => saveFailures(batchId)}>
            {t('import.saveFailures')}
          </Button>
        )}
        <Button onClick={() => void closeImport()} data-autofocus>
          {t('import.another')}
        </Button>
      </footer>
    </div>
  );
}
