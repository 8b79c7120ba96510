import { useState } from 'react';
import type { ImportedScripts } from '../../../shared/ipc/scripts.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Section } from '../../ui/Section.tsx';
import { useCommands, useWords } from '../state/context.tsx';

/** Findings of one script that are listed; its page has them all. */
const mostShown = 8;

/** Scripts from and to text files: what was read is a draft, and what is wrong in it is said by its line in the file. */
export function ScriptFiles({
  scriptId,
  onOpen,
  onChanged,
}: {
  scriptId: string | null;
  onOpen: (id: string) => void;
  onChanged: () => void;
}) {
  const t = useWords();
  const { ask } = useCommands();
  const [read, setRead] = useState<ImportedScripts | null>(null);
  const importFile = async () => {
    const found = await ask('script.import', null);
    if (found === null) return;
    setRead(found);
    onChanged();
  };
  const save = (which: string | null) => void ask('script.export', { scriptId: which });
  return (
    <Section title={t('script.files')} ruled>
      <div className="chips">
        <SmallButton onPress={() => void importFile()}>{t('script.importFile')}</SmallButton>
        {scriptId !== null && (
          <SmallButton of={scriptId} onPress={() => save(scriptId)}>
            {t('script.exportOne')}
          </SmallButton>
        )}
        <SmallButton onPress={() => save(null)}>{t('script.exportAll')}</SmallButton>
      </div>
      {read !== null && (
        <div role="status" aria-label={t('script.readFile', { file: read.fileName })}>
          <p className="section-hint">{t('script.readFile', { file: read.fileName })}</p>
          {read.scripts.length === 0 && <p className="empty">{t('script.readNone')}</p>}
          <ul className="read-scripts">
            {read.scripts.map(({ id, line, outcome, findings }) => (
              <li key={line}>
                {id === '' ? (
                  <b>{t('script.line', { line })}</b>
                ) : (
                  <button type="button" className="link" onClick={() => onOpen(id)}>
                    <bdi>{id}</bdi>
                  </button>
                )}{' '}
                <span className="quiet">{t(`script.read_${outcome}`)}</span>
                <ul>
                  {findings.slice(0, mostShown).map((finding, i) => (
                    <li key={i} className={finding.severity === 'error' ? 'danger-text' : 'quiet'}>
                      <span className="num">{t('script.line', { line: finding.line })}</span>{' '}
                      {t(`scriptFinding.${finding.code}`, finding.values)}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}
