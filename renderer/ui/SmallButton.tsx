import type { ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';

/** A button inside a row, 26 high. `accent` is the one thing to do next; `k` its key, drawn while the key works. */
export function SmallButton({
  k,
  idle,
  accent = false,
  label,
  disabled = false,
  onPress,
  children,
}: {
  k?: string;
  idle?: boolean;
  accent?: boolean;
  /** For screen readers, where the words alone do not say what is meant. */
  label?: string;
  disabled?: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={accent ? 'small accent' : 'small'}
      aria-label={label}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
      {k && <Kbd k={k} idle={idle ?? false} />}
    </button>
  );
}
