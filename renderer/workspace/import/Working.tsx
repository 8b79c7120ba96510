import { Button } from '@mantine/core';
import type { ImportView } from '../../../shared/import/view.ts';
import { useCommands, useWords } from '../state/context.tsx';
import { Counts } from './Counts.tsx';

/** A file is read, imported or taken back: how far it is, and how to stop it. */
export function Working({ view }: { view: ImportView }) {
  const t = useWords();
  const { cancelImport } = useCommands();
  const file = view.fileName ?? '';
  const { step, done, found } = view;
  const title =
    step === 'looking'
      ? t('import.looking', { file })
      : step === 'running'
        ? t('import.running', { file })
        : t('import.reverting');
  return (
    <div className="import-working">
      <p role="status">
        <b>{title}</b>
      </p>
      {/* Nothing to show for the first moment: without a value the bar only says that something goes on. */}
      <progress
        aria-label={title}
        {...(found && step === 'running' ? { max: found.count, value: done } : {})}
      />
      <p className="quiet num">
        {step === 'looking' && t('import.lookingAt', { count: done })}
        {step === 'running' && found !== null && t('import.progress', { done, total: found.count })}
      </p>
      {step === 'running' && view.counts !== null && <Counts counts={view.counts} />}
      {step !== 'reverting' && (
        <Button variant="default" onClick={cancelImport}>
          {t(step === 'running' ? 'import.cancel' : 'import.stop')}
        </Button>
      )}
    </div>
  );
}
