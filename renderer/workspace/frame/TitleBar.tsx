import { IconPhoneCheck, IconPhoneX, IconSearch } from '@tabler/icons-react';
import { Kbd } from '../../ui/Kbd.tsx';
import { StatusMenu } from '../agent/StatusMenu.tsx';
import { OutboxFact } from '../followups/OutboxFact.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { Notice } from './Notice.tsx';

export function TitleBar({ searchKey }: { searchKey: boolean }) {
  const t = useWords();
  const { openSearch, openSettings } = useCommands();
  const searchText = useWorkspace(state => state.searchText);
  const all = useWorkspace(state => state.lines.length);
  const ready = useWorkspace(state => state.lines.filter(line => line.state === 'registered').length);
  const LineIcon = ready > 0 ? IconPhoneCheck : IconPhoneX;
  return (
    <section className="title-bar" aria-label={t('frame.regionTitle')}>
      <button type="button" className="search-button" onClick={() => openSearch(searchText)}>
        <IconSearch size={15} stroke={1.7} aria-hidden />
        <span>{t('frame.search')}</span>
        <Kbd k="/" idle={!searchKey} />
      </button>
      <Notice />
      <div className="title-end num">
        <OutboxFact />
        <button
          type="button"
          className={ready > 0 ? 'title-fact' : 'title-fact bad'}
          title={t('frame.linesHint')}
          onClick={() => openSettings('lines')}
        >
          <LineIcon size={15} stroke={1.6} aria-hidden />
          {all === 0 ? t('frame.noLines') : t('frame.lines', { ready, count: all })}
        </button>
        <StatusMenu />
      </div>
    </section>
  );
}
