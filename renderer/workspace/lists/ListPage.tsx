import { IconPhone, IconUserMinus } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { listFieldsOf, type ListView } from '../../../shared/people/lists.ts';
import { sayRule } from '../../../shared/people/rule-words.ts';
import type { SearchHit } from '../../../shared/people/types.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { PersonPicker } from '../contacts/form/PersonPicker.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber, namesOf } from '../people.ts';
import { useCommands, useLanguage, useWords } from '../state/context.tsx';
import { CheckIn } from './CheckIn.tsx';
import { useGathered } from './useGathered.ts';
import { useRuleWords } from './useRuleWords.ts';

/** Rows that are held at once; more than one reads through. */
const mostHeld = 10_000;
const rowHeight = 48;

/** Who is on the list, and what is done with the list itself. */
export function ListPage({
  list,
  editKey,
  onEdit,
}: {
  list: ListView;
  editKey: boolean;
  onEdit: () => void;
}) {
  const t = useWords();
  const { ask, did, canUndo, openList, openPane } = useCommands();
  const words = useRuleWords();
  const gathered = useGathered({ listId: list.id }, mostHeld);
  const { id, name, rule, doNotContact, archived, version, campaign } = list;
  const doWithAll = () => openPane({ kind: 'bulk', selection: { kind: 'list', listId: id }, name });
  const owns = useKeys({ B: doWithAll }, { priority: 'list' });
  const archive = async () => {
    const fields = listFieldsOf(list);
    const saved = await ask('list.save', { id, base: version, list: { ...fields, archived: !archived } });
    if (!saved) return;
    canUndo({
      key: archived ? 'lists.didUnarchive' : 'lists.didArchive',
      who: name,
      back: () => did('list.save', { id, base: saved.version, list: { ...fields, archived } }),
    });
  };
  const remove = async () => {
    const removed = await ask('contacts.remove', { what: 'list', id });
    if (!removed) return;
    openList(null);
    canUndo({
      key: 'contacts.didRemove',
      who: name,
      back: async () => {
        const back = await did('contacts.restore', { asideId: removed.asideId });
        if (back) openList(id);
        return back;
      },
    });
  };
  const put = async (personIds: string[], on: boolean, who: string) => {
    const changed = await ask(on ? 'list.addMembers' : 'list.removeMembers', { id, personIds });
    if (!changed || changed.length === 0) return;
    canUndo({
      key: on ? 'contacts.didPutOn' : 'contacts.didTakeOff',
      who,
      back: () => did(on ? 'list.removeMembers' : 'list.addMembers', { id, personIds: changed }),
    });
  };
  return (
    <article className="list-page">
      <header className="head">
        <div className="grow">
          <h2>
            <bdi>{name}</bdi>
          </h2>
          <p className="quiet num" role="status">
            {gathered === null
              ? t('lists.looking')
              : gathered.done < 1
                ? t('lists.counting', { count: gathered.count, percent: Math.floor(gathered.done * 100) })
                : t('lists.members', { count: gathered.count })}
            {campaign !== undefined && ` · ${t('lists.campaignOf', { name: campaign })}`}
            {doNotContact && ` · ${t('lists.barring')}`}
          </p>
        </div>
        <SmallButton k="B" idle={!owns('B')} disabled={gathered?.count === 0} onPress={doWithAll}>
          {t('bulk.open')}
        </SmallButton>
        <SmallButton onPress={() => void remove()}>{t('common.remove')}</SmallButton>
        <SmallButton onPress={() => void archive()}>
          {t(archived ? 'lists.unarchive' : 'lists.archive')}
        </SmallButton>
        <SmallButton accent k="E" idle={!editKey} onPress={onEdit}>
          {t('common.edit')}
        </SmallButton>
      </header>
      {rule === null ? (
        <AddMember onAdd={(personId, who) => void put([personId], true, who)} />
      ) : (
        <p className="rule-said ruled-below">{sayRule(rule, words)}</p>
      )}
      {!doNotContact && !archived && <CheckIn key={id} list={list} />}
      {gathered?.count === 0 && gathered.done === 1 && (
        <p className="empty section">{t(rule === null ? 'lists.nobodyByHand' : 'lists.nobodyByRule')}</p>
      )}
      {gathered !== null && gathered.people.length > 0 && (
        <Members
          people={gathered.people}
          // Whoever is called from a list that was put away is called for no campaign.
          {...(campaign !== undefined && !archived ? { campaign } : {})}
          {...(rule === null
            ? { onRemove: (hit: SearchHit) => void put([hit.personId], false, hit.name) }
            : {})}
        />
      )}
    </article>
  );
}

function AddMember({ onAdd }: { onAdd: (personId: string, who: string) => void }) {
  const t = useWords();
  const [round, setRound] = useState(0);
  return (
    <div className="add-member">
      <PersonPicker
        key={round}
        label={t('lists.addMember')}
        known={[]}
        value={null}
        onChange={(personId, name) => {
          if (personId === null) return;
          onAdd(personId, name);
          setRound(round + 1);
        }}
      />
    </div>
  );
}

function Members({
  people,
  campaign,
  onRemove,
}: {
  people: readonly SearchHit[];
  /** What they are called for. */
  campaign?: string;
  onRemove?: (hit: SearchHit) => void;
}) {
  const t = useWords();
  const language = useLanguage();
  const { dial, openPerson } = useCommands();
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: people.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <div className="found" ref={frame} tabIndex={-1}>
      <ul aria-label={t('lists.membersOf')} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(row => {
          const hit = people[row.index];
          if (!hit) return null;
          const names = namesOf(hit, language);
          return (
            <li key={hit.personId} className="member-row" style={{ transform: `translateY(${row.start}px)` }}>
              <button type="button" className="row two grow" onClick={() => openPerson(hit.personId)}>
                <span className="grow">
                  <b className="clip">
                    <bdi>{names.first}</bdi>
                  </b>
                  <span className="quiet clip">
                    <bdi>{hit.organisation}</bdi>
                  </span>
                </span>
                {hit.number !== null && <Tel n={formatNumber(hit.number)} />}
              </button>
              {hit.number !== null && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('common.callName', { who: names.first })}
                  title={t('common.callName', { who: names.first })}
                  onClick={() => void dial(hit.number ?? '', hit.personId, null, campaign)}
                >
                  <IconPhone size={16} stroke={1.6} aria-hidden />
                </button>
              )}
              {onRemove && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('lists.takeOff', { who: hit.name })}
                  title={t('lists.takeOff', { who: hit.name })}
                  onClick={() => onRemove(hit)}
                >
                  <IconUserMinus size={16} stroke={1.6} aria-hidden />
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
