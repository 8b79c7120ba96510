import type { KeyboardEvent, RefObject } from 'react';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { PeopleHits } from './PeopleHits.tsx';
import type { Dialling } from './useDialling.ts';

/** A name or a number; people are offered below as one types. */
export function DialField({
  dialling,
  input,
}: {
  dialling: Dialling;
  input: RefObject<HTMLInputElement | null>;
}) {
  const t = useWords();
  const { setDialText } = useCommands();
  const { text, hits, at, line, lines } = dialling;
  // Whether somebody may be called is asked in front of everything else.
  const asked = useWorkspace(state => state.barred !== null);
  const open = hits.length > 0 && !asked;

  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') void dialling.dial();
    else if (event.key === 'ArrowDown') dialling.move(1);
    else if (event.key === 'ArrowUp') dialling.move(-1);
    else if (event.key === 'Escape' && open) dialling.close();
    else if (event.key === 'Escape') {
      setDialText('');
      input.current?.blur();
    } else return;
    event.preventDefault();
  };

  return (
    <div className="dial grow">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={t('call.dialPrompt')}
        aria-expanded={open}
        aria-controls="dial-hits"
        aria-activedescendant={open && at >= 0 ? `dial-hits-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        className="typed"
        placeholder={t('call.dialPrompt')}
        value={text}
        maxLength={256}
        onChange={event => setDialText(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <p className="dial-from">
        {line === null ? (
          t('call.dialNoLine')
        ) : lines.length === 1 ? (
          t('call.dialFrom', { line: line.name })
        ) : (
          <select
            aria-label={t('call.dialFromLabel')}
            value={line.accountId}
            onChange={event => dialling.setLine(event.currentTarget.value)}
          >
            {lines.map(one => (
              <option key={one.accountId} value={one.accountId}>
                {t('call.dialFrom', { line: one.name })}
              </option>
            ))}
          </select>
        )}
      </p>
      {open && (
        <PeopleHits id="dial-hits" hits={hits} at={at} query={text} onPick={hit => void dialling.dial(hit)} />
      )}
    </div>
  );
}
