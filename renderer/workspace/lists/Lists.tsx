import { IconArchive, IconFilter, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { ListView } from '../../../shared/people/lists.ts';
import { Section } from '../../ui/Section.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { ListForm } from './ListForm.tsx';
import { ListPage } from './ListPage.tsx';

/** Lists by hand and by rule at the start, one of them beside. Arrows go through them. */
export function Lists() {
  const t = useWords();
  const { openList } = useCommands();
  const listId = useWorkspace(state => state.listId);
  const lists = useAnswer('list.all', null);
  const [making, setMaking] = useState(false);
  const [editing, setEditing] = useState(false);
  const chosen = lists?.find(list => list.id === listId) ?? null;
  const form = making || editing;
  const move = (by: number) => {
    if (!lists || lists.length === 0) return;
    const at = lists.findIndex(list => list.id === listId);
    openList(lists[Math.max(0, Math.min(lists.length - 1, at + by))]?.id ?? null);
  };
  const owns = useKeys(
    {
      N: () => setMaking(true),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      ...(chosen ? { E: () => setEditing(true) } : {}),
    },
    { priority: 'list', when: !form },
  );
  return (
    <div className="split">
      <div>
        <Section
          title={t('lists.title')}
          aside={
            <SmallButton k="N" idle={!owns('N')} onPress={() => setMaking(true)}>
              {t('lists.new')}
            </SmallButton>
          }
        >
          {lists === undefined && <Skeleton />}
          {lists?.length === 0 && <p className="empty">{t('lists.empty')}</p>}
          <ul>
            {lists?.map(list => (
              <Row
                key={list.id}
                list={list}
                selected={list.id === listId}
                onChoose={() => {
                  setMaking(false);
                  setEditing(false);
                  openList(list.id);
                }}
              />
            ))}
          </ul>
        </Section>
      </div>
      <div>
        {making ? (
          <ListForm
            list={null}
            onCancel={() => setMaking(false)}
            onSaved={id => {
              setMaking(false);
              openList(id);
            }}
          />
        ) : chosen === null ? (
          <p className="centre-hint">{t('lists.choose')}</p>
        ) : editing ? (
          <ListForm
            key={chosen.id}
            list={chosen}
            onCancel={() => setEditing(false)}
            onSaved={() => setEditing(false)}
          />
        ) : (
          <ListPage key={chosen.id} list={chosen} editKey={owns('E')} onEdit={() => setEditing(true)} />
        )}
      </div>
    </div>
  );
}

function Row({ list, selected, onChoose }: { list: ListView; selected: boolean; onChoose: () => void }) {
  const t = useWords();
  const Icon = list.archived ? IconArchive : list.rule === null ? IconUsers : IconFilter;
  return (
    <li>
      <button type="button" className="row two" aria-current={selected} onClick={onChoose}>
        <Icon size={16} stroke={1.6} aria-hidden />
        <span className="grow">
          <b className="clip">
            <bdi>{list.name}</bdi>
          </b>
          <span className="quiet clip">
            {[
              t(list.rule === null ? 'lists.byHand' : 'lists.byRule'),
              list.campaign === undefined ? null : t('lists.campaignOf', { name: list.campaign }),
              list.archived ? t('lists.archived') : null,
              list.doNotContact ? t('lists.barring') : null,
            ]
              .filter(part => part !== null)
              .join(' · ')}
          </span>
        </span>
        {list.members !== null && <span className="num quiet">{list.members}</span>}
      </button>
    </li>
  );
}
