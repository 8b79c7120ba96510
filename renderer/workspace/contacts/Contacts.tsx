import { TextInput } from '@mantine/core';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { foldDigits } from '../../../shared/match/fold.ts';
import type { SearchHit } from '../../../shared/people/types.ts';
import { Found } from '../../ui/Found.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { OutsideHits } from '../directories/Outside.tsx';
import { useSources } from '../directories/useDirectories.ts';
import { FoundTools, useTicks } from '../bulk/FoundTools.tsx';
import { Exchange } from '../import/Exchange.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber, namesOf } from '../people.ts';
import { useCommands, useLanguage, useParts, useWords, useWorkspace } from '../state/context.tsx';
import { useSearch } from '../state/useSearch.ts';
import { OrganisationResults, PointResults } from './OrganisationResults.tsx';
import { PersonPage } from './PersonPage.tsx';
import { Start } from './Start.tsx';

/** As many as main gives at once. */
const most = 50;
const rowHeight = 56;
const whyWords = {
  email: 'contacts.byEmail',
  role: 'contacts.byRole',
  city: 'contacts.byCity',
  tag: 'contacts.byTag',
  note: 'contacts.byNote',
  spelling: 'contacts.bySpelling',
} as const;

// What is opened now and then is read when it is opened.
const BulkPage = lazy(async () => ({ default: (await import('../bulk/BulkPage.tsx')).BulkPage }));
const Duplicates = lazy(async () => ({ default: (await import('./Duplicates.tsx')).Duplicates }));
const Merge = lazy(async () => ({ default: (await import('./Merge.tsx')).Merge }));
const MergeOrganisations = lazy(async () => ({
  default: (await import('./MergeOrganisations.tsx')).MergeOrganisations,
}));
const NewPerson = lazy(async () => ({ default: (await import('./NewPerson.tsx')).NewPerson }));
const OrganisationPage = lazy(async () => ({
  default: (await import('./OrganisationPage.tsx')).OrganisationPage,
}));
const OwnFields = lazy(async () => ({ default: (await import('./OwnFields.tsx')).OwnFields }));

const tabs = ['people', 'organisations', 'points'] as const;
type Tab = (typeof tabs)[number];

/** Search as one types at the start; the person, or what was opened in their place, beside it. */
export function Contacts() {
  const { openPane } = useCommands();
  const { store } = useParts();
  const pane = useWorkspace(state => state.pane);
  const [tab, setTab] = useState<Tab>('people');
  const add = () => openPane({ kind: 'newPerson', name: store.getState().searchText.trim() });
  const owns = useKeys({ N: add }, { priority: 'page', when: pane === null });
  return (
    <div className="split">
      <Results tab={tab} onTab={setTab} onAdd={add} addKey={owns('N')} />
      <div>
        <Suspense fallback={<Skeleton />}>
          <Beside />
        </Suspense>
      </div>
    </div>
  );
}

function Beside() {
  const personId = useWorkspace(state => state.personId);
  const pane = useWorkspace(state => state.pane);
  switch (pane?.kind) {
    case undefined:
      return personId === null ? <Start /> : <PersonPage key={personId} personId={personId} />;
    case 'newPerson':
      return <NewPerson name={pane.name} />;
    case 'organisation':
      return <OrganisationPage key={pane.id} organisationId={pane.id} />;
    case 'duplicates':
      return <Duplicates />;
    case 'mergeOrganisations':
      return (
        <MergeOrganisations key={`${pane.keptId} ${pane.goneId}`} keptId={pane.keptId} goneId={pane.goneId} />
      );
    case 'merge':
      return <Merge key={`${pane.keptId} ${pane.goneId}`} keptId={pane.keptId} goneId={pane.goneId} />;
    case 'fields':
      return <OwnFields />;
    case 'bulk':
      return <BulkPage key={JSON.stringify(pane.selection)} selection={pane.selection} name={pane.name} />;
  }
}

function Results({
  tab,
  onTab,
  onAdd,
  addKey,
}: {
  tab: Tab;
  onTab: (tab: Tab) => void;
  onAdd: () => void;
  addKey: boolean;
}) {
  const t = useWords();
  const { store } = useParts();
  const text = useWorkspace(state => state.searchText);
  const personId = useWorkspace(state => state.personId);
  const people = tab === 'people';
  const hits = useSearch(people ? text : '', most);
  const sourceOf = useSources(hits?.map(hit => hit.personId) ?? []);
  const input = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: hits?.length ?? 0,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });

  useEffect(() => input.current?.focus(), []);
  const ticks = useTicks(text, people);

  const choose = (hit: SearchHit | undefined) => {
    if (hit) store.setState({ personId: hit.personId, pane: null });
  };
  const move = (by: number) => {
    if (!hits || hits.length === 0) return;
    const at = hits.findIndex(hit => hit.personId === personId);
    const next = Math.max(0, Math.min(hits.length - 1, at + by));
    rows.scrollToIndex(next);
    choose(hits[next]);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.altKey || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && event.shiftKey) ticks.toggle(personId ?? hits?.[0]?.personId);
    else if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && hits?.some(hit => hit.personId === personId) === true)
      // Already open: the keys of the person's page are next, first of all the one that calls.
      event.currentTarget.blur();
    else if (event.key === 'Enter') choose(hits?.[0]);
    else if (event.key === 'Escape' && text !== '') store.setState({ searchText: '' });
    else if (event.key === 'Escape') event.currentTarget.blur();
    else return;
    event.preventDefault();
  };

  return (
    <div className="results">
      <div className="finder">
        <TextInput
          ref={input}
          {...(people
            ? { role: 'combobox', 'aria-expanded': (hits?.length ?? 0) > 0, 'aria-controls': 'found' }
            : {})}
          aria-label={t('contacts.searchLabel')}
          placeholder={t('frame.search')}
          leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
          rightSection={text === '' ? null : <Kbd k="Esc" />}
          rightSectionWidth={44}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={event => store.setState({ searchText: event.currentTarget.value })}
          onKeyDown={onKey}
        />
        <span className="finder-tabs">
          <span className="tabs" role="group" aria-label={t('contacts.lookFor')}>
            {tabs.map(each => (
              <button key={each} type="button" aria-pressed={each === tab} onClick={() => onTab(each)}>
                {t(`contacts.${each}`)}
              </button>
            ))}
          </span>
          <SmallButton k="N" idle={!addKey} onPress={onAdd}>
            {t('contacts.addPerson')}
          </SmallButton>
        </span>
        <p className="quiet num" role="status">
          {!people
            ? t(tab === 'points' ? 'contacts.pointsHint' : 'contacts.organisationsHint')
            : hits === null
              ? t('contacts.hint')
              : hits.length === most
                ? t('contacts.foundMost', { count: most })
                : hits.length > 0
                  ? t('contacts.found', { count: hits.length })
                  : t('contacts.nothing', { text: text.trim() })}
        </p>
        <Exchange text={text} />
        {people && (hits?.length ?? 0) > 0 && (
          <FoundTools text={text} ticked={ticks.ticked} onForget={ticks.forget} />
        )}
      </div>
      {tab === 'organisations' && <OrganisationResults text={text} />}
      {tab === 'points' && <PointResults text={text} />}
      {people && hits?.length === 0 && <p className="centre-hint">{t('contacts.nothingHint')}</p>}
      <div className="found" ref={frame} tabIndex={-1} hidden={!people}>
        <div
          id="found"
          role="listbox"
          aria-label={t('contacts.results')}
          style={{ height: rows.getTotalSize() }}
        >
          {rows.getVirtualItems().map(row => {
            const hit = hits?.[row.index];
            return hit ? (
              <Row
                key={hit.personId}
                hit={hit}
                query={text}
                source={sourceOf(hit.personId)}
                top={row.start}
                selected={hit.personId === personId}
                ticked={ticks.ticked.includes(hit.personId)}
                onTick={() => ticks.toggle(hit.personId)}
                onChoose={() => choose(hit)}
              />
            ) : null;
          })}
        </div>
      </div>
      {people && <OutsideHits text={text} />}
    </div>
  );
}

function Row({
  hit,
  query,
  source,
  top,
  selected,
  ticked,
  onTick,
  onChoose,
}: {
  hit: SearchHit;
  query: string;
  /** The address book they are in. */
  source: string | null;
  top: number;
  selected: boolean;
  ticked: boolean;
  onTick: () => void;
  onChoose: () => void;
}) {
  const t = useWords();
  const language = useLanguage();
  const names = namesOf(hit, language);
  const digits = /\d{2,}/.exec(foldDigits(query).replace(/[\s()-]/g, ''))?.[0] ?? null;
  return (
    <div
      className={ticked ? 'found-row ticked' : 'found-row'}
      role="option"
      aria-selected={selected}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={event => {
        event.preventDefault(); // the search field keeps the focus
        onChoose();
      }}
    >
      <span
        className="tick"
        aria-hidden
        onMouseDown={event => {
          event.preventDefault();
          event.stopPropagation();
          onTick();
        }}
      >
        <IconCheck size={12} stroke={2} />
      </span>
      {ticked && <span className="visually-hidden">{t('bulk.chosen')}</span>}
      <span className="grow">
        <b className="clip">
          <Found text={names.first} query={query} />
          {names.second !== null && (
            <span className="quiet other">
              <Found text={names.second} query={query} />
            </span>
          )}
        </b>
        <span className="quiet clip">
          <Found text={hit.organisation ?? ''} query={query} />
          {hit.why && (
            <span>
              {hit.organisation !== null && ' · '}
              <Found text={t(whyWords[hit.why.by], { text: hit.why.text })} query={query} />
            </span>
          )}
          {source !== null && (
            <span className="found-source">
              {hit.organisation !== null && ' · '}
              <bdi>{source}</bdi>
            </span>
          )}
        </span>
      </span>
      {hit.number !== null && <Tel n={formatNumber(hit.number)} hit={digits} />}
    </div>
  );
}
