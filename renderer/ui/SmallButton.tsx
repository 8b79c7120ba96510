import type { ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';

/** A button inside a row, 26 high. `accent` is the one thing to do next; `k` its key, drawn while the key works. */
export function SmallButton({
  k,
  idle,
  accent = false,
  danger = false,
  of,
  disabled = false,
  locked = false,
  onPress,
  children,
}: {
  k?: string;
  idle?: boolean;
  accent?: boolean;
  /** It takes something away for good. */
  danger?: boolean;
  /** Said to screen readers after the words, where these alone do not say what is meant. */
  of?: string;
  disabled?: boolean;
  /** Takes no input for a moment, and looks as ever. */
  locked?: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={danger ? 'small danger' : accent ? 'small accent' : 'small'}
      aria-keyshortcuts={k}
      disabled={disabled}
      aria-disabled={locked || undefined}
      onClick={onPress}
    >
      {children}
      {of !== undefined && <span className="visually-hidden">: {of}</span>}
      {k && <Kbd k={k} idle={idle ?? false} />}
    </button>
  );
}
