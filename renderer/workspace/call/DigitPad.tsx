import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { Tel } from '../../ui/Tel.tsx';
import { useKeys } from '../keys/useKeys.ts';
import type { Bindings } from '../keys/layers.ts';
import { useWords } from '../state/context.tsx';

const pad = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

/** Twelve keys under their button. While it is open the number keys are digits. */
export function DigitPad({
  open,
  onClose,
  shown,
  empty,
  onDigit,
  onDelete,
  children,
}: {
  open: boolean;
  onClose: () => void;
  /** What was entered so far. */
  shown: string;
  empty: string;
  onDigit: (digit: string) => void;
  onDelete?: () => void;
  children: ReactNode;
}) {
  const t = useWords();
  const keys: Bindings = { Escape: onClose };
  for (const [digit] of pad) keys[digit] = () => onDigit(digit);
  if (onDelete) keys.Backspace = onDelete;
  useKeys(keys, { priority: 'menu', when: open });
  return (
    <Popover opened={open} onDismiss={onClose} position="bottom" offset={6} trapFocus={false} withinPortal>
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown aria-label={t('call.keypad')} dir="ltr">
        <p className="keypad-sent" aria-live="polite">
          {shown === '' ? (
            <span className="quiet grow" dir="auto">
              {empty}
            </span>
          ) : (
            <Tel n={shown.slice(-18)} />
          )}
        </p>
        <div className="keypad">
          {pad.map(([digit, letters]) => (
            <button key={digit} type="button" onClick={() => onDigit(digit)}>
              {digit}
              <small aria-hidden>{letters}</small>
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
