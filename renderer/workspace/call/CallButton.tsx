import type { ReactNode, Ref } from 'react';
import { Kbd } from '../../ui/Kbd.tsx';

/** A control of the call, 52 high: icon over label and key cap. */
export function CallButton({
  icon,
  label,
  k,
  idle = false,
  tone = '',
  pressed,
  reason,
  locked,
  expanded,
  onPress,
  ref,
}: {
  icon: ReactNode;
  label: string;
  k: string;
  idle?: boolean;
  tone?: 'primary' | 'danger' | 'danger-line' | 'held' | '';
  /** For toggles. */
  pressed?: boolean;
  /** Why it cannot be used now. */
  reason?: string | null;
  /** Takes no input just after the controls changed. */
  locked: boolean;
  expanded?: boolean;
  onPress: () => void;
  ref?: Ref<HTMLButtonElement>;
}) {
  return (
    <button
      ref={ref}
      type="button"
      className={`call-button ${tone}`}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-disabled={locked || undefined}
      aria-keyshortcuts={k}
      disabled={reason !== undefined && reason !== null}
      title={reason ?? undefined}
      onClick={() => {
        if (!locked) onPress();
      }}
    >
      {icon}
      <span className="call-button-label">
        {label}
        <Kbd k={k} idle={idle} />
      </span>
    </button>
  );
}

/** All call icons: 18, thin. */
export const callIcon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;
