import { Menu } from '@mantine/core';
import { exportFormats, type ExportSelection } from '../../../shared/import/view.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

/** Under the search of Contacts: contacts in from a file, and out to one. */
export function Exchange({ text }: { text: string }) {
  const t = useWords();
  const { go, exportContacts, cancelExport } = useCommands();
  const exporting = useWorkspace(state => state.exporting);
  const found = text.trim();
  return (
    <div className="exchange">
      <SmallButton onPress={() => go('import')}>{t('import.open')}</SmallButton>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <button type="button" className="small" disabled={exporting.step === 'running'}>
            {t('import.export')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {selections(found).map(selection => (
            <div key={selection.kind} role="none">
              <Menu.Label>
                {selection.kind === 'search'
                  ? t('import.exportFound', { text: found })
                  : t('import.exportAll')}
              </Menu.Label>
              {exportFormats.map(format => (
                <Menu.Item key={format} onClick={() => exportContacts(selection, format)}>
                  {t(`import.${format}`)}
                </Menu.Item>
              ))}
            </div>
          ))}
        </Menu.Dropdown>
      </Menu>
      <span className="quiet num grow clip" role="status">
        <ExportState />
      </span>
      {exporting.step === 'running' && <SmallButton onPress={cancelExport}>{t('import.stop')}</SmallButton>}
    </div>
  );
}

function selections(found: string): ExportSelection[] {
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
