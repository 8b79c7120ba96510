import { memo, useEffect, useRef, useState } from 'react';
import { Banners } from '../banners/Banners.tsx';
import { Band } from '../call/Band.tsx';
import { DeskNext, DeskWho } from '../desk/Desk.tsx';
import { NowColumn } from '../desk/NowColumn.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useParts, useWords, useWorkspace } from '../state/context.tsx';
import { Announcer } from './Announcer.tsx';
import { CallSlots } from './CallSlots.tsx';
import {
  BarredDialog,
  Contacts,
  Help,
  ImportPage,
  KeySheet,
  Lists,
  OutboxPage,
  RecordingsPage,
  Scripts,
  Settings,
} from './pages.ts';
import { Rail } from './Rail.tsx';
import { TitleBar } from './TitleBar.tsx';
import { useCardShown } from './useCardShown.ts';
import { useTitle } from './useTitle.ts';

const pageName = {
  desk: 'desk.title',
  contacts: 'contacts.title',
  scripts: 'script.page',
  lists: 'lists.title',
  import: 'import.title',
  outbox: 'outbox.title',
  recordings: 'recording.title',
  help: 'help.title',
  settings: 'settings.title',
} as const;

/** The regions draw themselves when what they show changes, and not because the frame does: a call must not wait for lists. */
const Still = {
  Rail: memo(Rail),
  CallSlots: memo(CallSlots),
  Band: memo(Band),
  NowColumn: memo(NowColumn),
  Banners: memo(Banners),
  DeskWho: memo(DeskWho),
  DeskNext: memo(DeskNext),
};

/** The one frame of the workspace. Pages fill its regions; none may move them. */
export function Frame() {
  const t = useWords();
  const place = useWorkspace(state => state.place);
  const { showKeys, openSearch, go } = useCommands();
  const { store } = useParts();
  const frame = useRef<HTMLDivElement>(null);

  const search = () => {
    openSearch(store.getState().searchText);
    frame.current?.querySelector<HTMLInputElement>('.finder input')?.focus();
  };
  const owns = useKeys(
    {
      '/': search,
      CtrlK: search,
      '?': () => showKeys(true),
      I: () => go('scripts'),
      F6: () => nextRegion(frame.current),
    },
    { priority: 'page' },
  );
  const desk = place === 'desk';

  // A new page begins at its top. The first one does; to say so would have the browser lay it out there and then.
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    const who = frame.current?.querySelector('.who');
    if (who) who.scrollTop = 0;
  }, [place]);

  return (
    <>
      <div className={desk ? 'frame' : 'frame wide'} ref={frame}>
        <Still.Rail />
        <TitleBar searchKey={owns('/')} />
        <section className="slots" aria-label={t('frame.regionCalls')} tabIndex={-1}>
          <Still.CallSlots />
        </section>
        <section className="band" aria-label={t('frame.regionCall')}>
          <Still.Band />
        </section>
        <nav className="now" aria-label={t('frame.regionNow')} tabIndex={-1}>
          <Still.NowColumn />
        </nav>
        <main className="who" aria-label={t('frame.regionWho')} tabIndex={-1}>
          <h1 className="visually-hidden">{t(pageName[place])}</h1>
          <Still.Banners />
          {desk && <Still.DeskWho />}
          {place === 'contacts' && <Contacts />}
          {place === 'scripts' && <Scripts />}
          {place === 'lists' && <Lists />}
          {place === 'import' && <ImportPage />}
          {place === 'outbox' && <OutboxPage />}
          {place === 'recordings' && <RecordingsPage />}
          {place === 'help' && <Help />}
          {place === 'settings' && <Settings />}
        </main>
        {desk && (
          <aside className="next" aria-label={t('frame.regionNext')} tabIndex={-1}>
            <Still.DeskNext />
          </aside>
        )}
      </div>
      <Told />
      <Keys />
      <Asked />
      <Announcer />
    </>
  );
}

/** What the frame tells others of the calls; without a look of its own, so that a call draws nothing but itself. */
function Told() {
  useTitle();
  useCardShown();
  return null;
}

/** The sheet stays once it was opened, so that it closes as softly as it opens. */
function Keys() {
  const open = useWorkspace(state => state.keySheet);
  const [wanted, setWanted] = useState(false);
  if (open && !wanted) setWanted(true);
  return wanted && <KeySheet />;
}

/** What the gate asks stays to close as softly as it opened. */
function Asked() {
  const asked = useWorkspace(state => state.barred !== null);
  const [wanted, setWanted] = useState(false);
  if (asked && !wanted) setWanted(true);
  return wanted && <BarredDialog />;
}

/** F6: calls, Now, Who, Next, and round again. */
function nextRegion(frame: HTMLElement | null): void {
  const regions = [...(frame?.querySelectorAll<HTMLElement>('.slots, .now, .who, .next') ?? [])];
  const here = regions.findIndex(region => region.contains(document.activeElement));
  regions[(here + 1) % regions.length]?.focus();
}
