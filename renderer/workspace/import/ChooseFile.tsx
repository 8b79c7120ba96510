import { Button } from '@mantine/core';
import type { ImportBatch, ImportView } from '../../../shared/import/view.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { Refusal } from './Refusal.tsx';

/** The first step, and what was imported before. */
export function ChooseFile({ view }: { view: ImportView }) {
  const t = useWords();
  const { chooseImport } = useCommands();
  const batches = useWorkspace(state => state.importBatches);
  return (
    <>
      <div className="import-drop">
        {view.refused !== null && <Refusal refused={view.refused} nothingEntered />}
        <p className="quiet">{t('import.intro')}</p>
        <Button onClick={chooseImport} data-autofocus>
          {t('import.choose')}
        </Button>
        <p className="quiet">{t('import.drop')}</p>
      </div>
      <Section title={t('import.earlier')} ruled>
        {batches.length === 0 && <p className="empty">{t('import.noEarlier')}</p>}
        <ul className="import-batches">
          {batches.map(batch => (
            <Earlier key={batch.id} batch={batch} />
          ))}
        </ul>
      </Section>
    </>
  );
}

function Earlier({ batch }: { batch: ImportBatch }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { revertImport, resumeImport, importAgain, saveFailures } = useCommands();
  const { id, state, fileName } = batch;
  return (
    <li>
      <span className="grow">
        <b className="clip">
          <bdi>{fileName}</bdi>
        </b>
        <span className="quiet">
          {formats.when(batch.at, now)} · {useOutcome(batch)}
        </span>
      </span>
      <span className="row-keys">
        {state === 'interrupted' && (
          <SmallButton accent of={fileName} onPress={() => resumeImport(id)}>
            {t('import.resume')}
          </SmallButton>
        )}
        {batch.failed > 0 && state === 'done' && (
          <SmallButton of={fileName} onPress={() => saveFailures(id)}>
            {t('import.saveFailures')}
          </SmallButton>
        )}
        <SmallButton of={fileName} onPress={() => importAgain(id)}>
          {t('import.again')}
        </SmallButton>
        {state !== 'reverted' && (
          <SmallButton of={fileName} onPress={() => revertImport(id)}>
            {t('import.revert')}
          </SmallButton>
        )}
      </span>
    </li>
  );
}

function useOutcome({ state, added, updated, failed, kept, doneThrough, total }: ImportBatch): string {
  const t = useWords();
  switch (state) {
    case 'running':
      return t('import.stateRunning');
    case 'interrupted':
      return t('import.stateInterrupted', { done: doneThrough, total });
    case 'done':
      return t('import.stateDone', { added, updated, failed });
    case 'reverting':
      return t('import.stateReverting');
    case 'reverted':
      return kept > 0 ? t('import.kept', { count: kept }) : t('import.stateReverted');
  }
}
