import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import type { Handover } from '../../../shared/handover/types.ts';
import type { SearchHit } from '../../../shared/people/types.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { isDiallable, namesOf } from '../people.ts';
import { isOver } from '../state/calls.ts';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { useSearch } from '../state/useSearch.ts';
import { PeopleHits } from './PeopleHits.tsx';

/** Whom the text means: a person who was chosen, or what was typed. */
interface Meant {
  target: string;
  name: string | null;
  personId: string | null;
}

/** In the lane of the call: whom, and how. Nothing is covered but the lane itself. */
export function TransferField({
  call,
  begun,
  onClose,
}: {
  call: CallView;
  /** What stands in it at first. */
  begun: string;
  onClose: () => void;
}) {
  const t = useWords();
  const { transfer, consult } = useCommands();
  const field = useTarget(call.remote.e164, begun);
  const input = useRef<HTMLInputElement>(null);
  const lineFree = useWorkspace(state => !state.calls.some(one => one.id !== call.id && !isOver(one)));
  const [chosen, setChosen] = useState<boolean | null>(null);
  // What is known of the caller stays in the house unless the agent says otherwise.
  const along = chosen ?? !leadsOutside(field.meant()?.target ?? '');
  useEffect(() => input.current?.focus(), []);

  const act = (how: (meant: Meant) => Promise<boolean>) => {
    const meant = field.meant();
    if (meant === null) return input.current?.focus();
    void how(meant).then(accepted => accepted && onClose());
  };
  const now = () => act(({ target, name }) => transfer({ callId: call.id, target, name, along }));
  const ask = (join: boolean) =>
    act(({ target, personId }) => consult({ callId: call.id, target, personId, join, along }));
  useKeys(
    {
      Escape: () => (field.open ? field.close() : onClose()),
      Enter: now,
      // A second call that rings has A; then there is no line to ask on either.
      ...(lineFree ? { A: () => ask(false), J: () => ask(true) } : {}),
    },
    { priority: 'menu' },
  );

  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') field.move(1);
    else if (event.key === 'ArrowUp') field.move(-1);
    else if (event.key === 'Enter' && field.open && field.at >= 0) field.pick(field.at);
    else if (event.key === 'Enter') now();
    else return;
    event.preventDefault();
  };

  return (
    <div className="transfer-field">
      <div className="dial grow">
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={t('transfer.whom')}
          aria-expanded={field.open}
          aria-controls="transfer-hits"
          aria-activedescendant={field.open && field.at >= 0 ? `transfer-hits-${field.at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          className="typed"
          placeholder={t('transfer.whom')}
          value={field.text}
          maxLength={256}
          onChange={event => field.type(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        {field.open && (
          <PeopleHits
            id="transfer-hits"
            hits={field.hits}
            at={field.at}
            query={field.text}
            onPick={hit => field.choose(hit)}
          />
        )}
      </div>
      <Along callId={call.id} checked={along} onChange={setChosen} />
      <SmallButton accent k="⏎" onPress={now}>
        {t('transfer.now')}
      </SmallButton>
      <SmallButton
        k="A"
        disabled={!lineFree}
        {...(lineFree ? {} : { of: t('transfer.bothTaken') })}
        onPress={() => ask(false)}
      >
        {t('transfer.ask')}
      </SmallButton>
      <SmallButton
        k="J"
        disabled={!lineFree}
        {...(lineFree ? {} : { of: t('transfer.bothTaken') })}
        onPress={() => ask(true)}
      >
        {t('transfer.add')}
      </SmallButton>
      <SmallButton k="Esc" onPress={onClose}>
        {t('transfer.close')}
      </SmallButton>
    </div>
  );
}

/** Seven digits and more are a number of the public network, shorter ones and names are the phone system's own. */
const leadsOutside = (target: string): boolean => target.replaceAll(/\D/g, '').length >= 7;

/** Whether what is known goes along, and what that is, as it will arrive. */
function Along({
  callId,
  checked,
  onChange,
}: {
  callId: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const t = useWords();
  const { along } = useCommands();
  const [what, setWhat] = useState<Handover | null>(null);
  useEffect(() => {
    let there = true;
    void along(callId).then(found => there && setWhat(found));
    return () => {
      there = false;
    };
  }, [along, callId]);
  const said =
    what === null ? '' : [what.who, what.why, what.note, what.link].filter(part => part !== null).join(' · ');
  return (
    <label className="along" title={said}>
      <input type="checkbox" checked={checked} onChange={event => onChange(event.currentTarget.checked)} />
      <span className="clip">
        {t('transfer.along')} <bdi className="quiet">{said}</bdi>
      </span>
    </label>
  );
}

/**
 * A name or a number; choosing a person writes the name, which then stands for that person until it is changed. The caller
 * is not offered.
 */
function useTarget(caller: string | null, begun: string) {
  const language = useLanguage();
  const [text, setText] = useState(begun);
  const [chosen, setChosen] = useState<SearchHit | null>(null);
  const [closed, setClosed] = useState(false);
  const [marked, setMarked] = useState(0);
  const found = useSearch(closed || chosen !== null ? '' : text, 6);
  const hits = (found ?? []).filter(hit => hit.number !== null && hit.number !== caller);
  const at = isDiallable(text) && marked === 0 ? -1 : Math.min(marked, hits.length - 1);
  const choose = (hit: SearchHit) => {
    setChosen(hit);
    setText(namesOf(hit, language).first);
  };
  return {
    text,
    hits,
    at,
    open: hits.length > 0 && chosen === null,
    type(typed: string) {
      setText(typed);
      setChosen(null);
      setClosed(false);
      setMarked(0);
    },
    move: (by: 1 | -1) => setMarked(Math.max(0, Math.min(hits.length - 1, at + by))),
    close: () => setClosed(true),
    choose,
    pick(place: number) {
      const hit = hits[place];
      if (hit) choose(hit);
    },
    /** Null when nobody is named yet. */
    meant(): Meant | null {
      const hit = chosen ?? (isDiallable(text) ? undefined : hits[Math.max(0, at)]);
      if (hit && hit.number !== null)
        return { target: hit.number, name: namesOf(hit, language).first, personId: hit.personId };
      const target = text.trim();
      return target === '' ? null : { target, name: null, personId: null };
    },
  };
}
