import { Popover } from '@mantine/core';
import { useState } from 'react';
import { exportFormats } from '../../../shared/import/view.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

/** Under the search of Contacts: contacts in from a file, and out to one. */
export function Exchange({ text }: { text: string }) {
  const t = useWords();
  const { go, exportContacts, cancelExport } = useCommands();
  const exporting = useWorkspace(state => state.exporting);
  const [open, setOpen] = useState(false);
  const found = text.trim();
  return (
    <div className="exchange">
      <SmallButton onPress={() => go('import')}>{t('import.open')}</SmallButton>
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className="small"
            aria-expanded={open}
            disabled={exporting.step === 'running'}
            onClick={() => setOpen(!open)}
          >
            {t('import.export')}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('import.export')}>
          {selections(found).map(selection => {
            const whom =
              selection.kind === 'search' ? t('import.exportFound', { text: found }) : t('import.exportAll');
            return (
              <div key={selection.kind} role="group" aria-label={whom} className="exchange-choice">
                <span className="quiet">{whom}</span>
                {exportFormats.map(format => (
                  <SmallButton
                    key={format}
                    of={whom}
                    onPress={() => {
                      setOpen(false);
                      exportContacts(selection, format);
                    }}
                  >
                    {t(`import.${format}`)}
                  </SmallButton>
                ))}
              </div>
            );
          })}
        </Popover.Dropdown>
      </Popover>
      <span className="quiet num grow clip" role="status">
        <ExportState />
      </span>
      {exporting.step === 'running' && <SmallButton onPress={cancelExport}>{t('import.stop')}</SmallButton>}
    </div>
  );
}

function selections(found: string): PeopleSelection[] {
  return found === '' ? [{ kind: 'all' }] : [{ kind: 'search', text: found }, { kind: 'all' }];
}

function ExportState() {
  const t = useWords();
  const { step, fileName, done } = useWorkspace(state => state.exporting);
  const file = fileName ?? '';
  switch (step) {
    case 'none':
      return null;
    case 'running':
      return t('import.exportRunning', { file, done });
    case 'done':
      return t('import.exportDone', { file, count: done });
    case 'failed':
      return <span className="danger-text">{t('import.exportFailed', { file })}</span>;
  }
}
