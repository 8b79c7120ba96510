import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { SearchHit } from '../../../shared/people/types.ts';
import { Found } from '../../ui/Found.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { formatNumber, namesOf } from '../people.ts';
import { useLanguage, useParts, useWords, useWorkspace } from '../state/context.tsx';
import { useSearch } from '../state/useSearch.ts';
import { PersonPage } from './PersonPage.tsx';

/** As many as main gives at once. */
const most = 50;
const rowHeight = 56;

/** Search as one types at the start, the person beside it. */
export function Contacts() {
  const t = useWords();
  const personId = useWorkspace(state => state.personId);
  return (
    <div className="split">
      <Results />
      <div>
        {personId === null ? (
          <p className="centre-hint">{t('contacts.choose')}</p>
        ) : (
          <PersonPage key={personId} personId={personId} />
        )}
      </div>
    </div>
  );
}

function Results() {
  const t = useWords();
  const { store } = useParts();
  const text = useWorkspace(state => state.searchText);
  const personId = useWorkspace(state => state.personId);
  const hits = useSearch(text, most);
  const input = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: hits?.length ?? 0,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });

  useEffect(() => input.current?.focus(), []);

  const choose = (hit: SearchHit | undefined) => {
    if (hit) store.setState({ personId: hit.personId });
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
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') choose(hits?.find(hit => hit.personId === personId) ?? hits?.[0]);
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
          role="combobox"
          aria-expanded={(hits?.length ?? 0) > 0}
          aria-controls="found"
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
        <p className="quiet num" role="status">
          {hits === null
            ? t('contacts.hint')
            : hits.length === most
              ? t('contacts.foundMost', { count: most })
              : hits.length > 0
                ? t('contacts.found', { count: hits.length })
                : t('contacts.nothing', { text: text.trim() })}
        </p>
      </div>
      {hits?.length === 0 && <p className="centre-hint">{t('contacts.nothingHint')}</p>}
      <div className="found" ref={frame} tabIndex={-1}>
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
                top={row.start}
                selected={hit.personId === personId}
                onChoose={() => choose(hit)}
              />
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}

function Row({
  hit,
  query,
  top,
  selected,
  onChoose,
}: {
  hit: SearchHit;
  query: string;
  top: number;
  selected: boolean;
  onChoose: () => void;
}) {
  const language = useLanguage();
  const names = namesOf(hit, language);
  const digits = /\d{2,}/.exec(query.replace(/[\s()-]/g, ''))?.[0] ?? null;
  return (
    <div
      className="found-row"
      role="option"
      aria-selected={selected}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={event => {
        event.preventDefault(); // the search field keeps the focus
        onChoose();
      }}
    >
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
        </span>
      </span>
      {hit.number !== null && <Tel n={formatNumber(hit.number)} hit={digits} />}
    </div>
  );
}
