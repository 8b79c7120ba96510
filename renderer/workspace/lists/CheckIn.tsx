import { NumberInput, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CheckInRule } from '../../../shared/people/check-ins.ts';
import type { ListView } from '../../../shared/people/lists.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { namesOf } from '../people.ts';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import type { SearchHit } from '../../../shared/people/types.ts';

/** Names that stand in the preview. */
const shown = 3;
const usualDays = 90;

/** The periodic check-in of a list: its rule in a line, a form with who would be due, and the way to stop it. */
export function CheckIn({ list }: { list: ListView }) {
  const t = useWords();
  const { ask, did, canUndo } = useCommands();
  const [rule, setRule] = useState<CheckInRule | null>(null);
  const [open, setOpen] = useState(false);
  const [round, setRound] = useState(0);
  const listId = list.id;
  useEffect(() => {
    let there = true;
    void ask('checkIn.of', { listId }, ['notFound']).then(found => there && setRule(found));
    return () => {
      there = false;
    };
  }, [ask, listId, round]);
  const again = () => setRound(before => before + 1);
  const stop = async () => {
    const stopped = await ask('checkIn.stop', { listId });
    again();
    return stopped !== null;
  };
  const save = async (next: CheckInRule) => {
    if (!(await did('checkIn.save', { listId, rule: next }))) return;
    setOpen(false);
    again();
    canUndo({ key: 'lists.didCheckIn', who: list.name, back: stop });
  };
  if (open)
    return (
      <Form listId={listId} before={rule} onSave={next => void save(next)} onClose={() => setOpen(false)} />
    );
  return (
    <div className="check-in">
      <span className="grow num">
        {rule?.active === true ? (
          <>
            {t('lists.checkInEvery', { count: rule.days })} <bdi className="quiet">{rule.what}</bdi>
          </>
        ) : (
          <span className="quiet">{t('lists.checkInNone')}</span>
        )}
      </span>
      {rule?.active === true && (
        <SmallButton onPress={() => void stop()}>{t('lists.checkInStop')}</SmallButton>
      )}
      <SmallButton onPress={() => setOpen(true)}>
        {t(rule?.active === true ? 'common.edit' : 'lists.checkInSet')}
      </SmallButton>
    </div>
  );
}

function Form({
  listId,
  before,
  onSave,
  onClose,
}: {
  listId: string;
  before: CheckInRule | null;
  onSave: (rule: CheckInRule) => void;
  onClose: () => void;
}) {
  const t = useWords();
  const language = useLanguage();
  const [days, setDays] = useState<number | null>(before?.days ?? usualDays);
  const [what, setWhat] = useState(before?.what ?? t('lists.checkInWhatUsual'));
  const due = useDue(listId, days);
  const ready = days !== null && what.trim() !== '';
  const save = () => ready && onSave({ days, what: what.trim(), active: true });
  return (
    <form
      className="check-in-form"
      aria-label={t('lists.checkIn')}
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <NumberInput
        label={t('lists.checkInDays')}
        value={days ?? ''}
        min={1}
        max={1000}
        clampBehavior="strict"
        allowDecimal={false}
        onChange={value => setDays(typeof value === 'number' && value >= 1 ? value : null)}
      />
      <TextInput
        label={t('lists.checkInWhat')}
        value={what}
        maxLength={120}
        onChange={event => setWhat(event.currentTarget.value)}
      />
      <p className="whole quiet num" role="status">
        {days === null || due === null
          ? t('lists.looking')
          : due.people.length === 0
            ? t('lists.checkInNobody')
            : t('lists.checkInDue', { count: due.count })}{' '}
        <bdi>{due?.people.map(hit => namesOf(hit, language).first).join(' · ')}</bdi>
      </p>
      <div className="form-keys whole">
        <SmallButton accent disabled={!ready} onPress={save}>
          {t('lists.checkInSave')}
        </SmallButton>
        <SmallButton onPress={onClose}>{t('common.cancel')}</SmallButton>
      </div>
    </form>
  );
}

/** Who would be due, gathered part by part; null until the first answer. */
function useDue(listId: string, days: number | null): { count: number; people: SearchHit[] } | null {
  const { ask } = useCommands();
  const contacts = useWorkspace(state => state.contacts);
  const [found, setFound] = useState<{ days: number; count: number; people: SearchHit[] } | null>(null);
  useEffect(() => {
    if (days === null) return undefined;
    const asking = new AbortController();
    const gather = async () => {
      const people: SearchHit[] = [];
      let count = 0;
      for (let after: number | null = 0; after !== null;) {
        const part: Awaited<ReturnType<typeof ask<'checkIn.due'>>> = await ask(
          'checkIn.due',
          { listId, days, after },
          ['notFound'],
        );
        if (asking.signal.aborted || part === null) return;
        people.push(...part.people.slice(0, shown - people.length));
        count += part.count;
        after = part.next;
        setFound({ days, count, people: [...people] });
      }
    };
    void gather();
    return () => asking.abort();
  }, [ask, listId, days, contacts]);
  return found !== null && found.days === days ? found : null;
}
