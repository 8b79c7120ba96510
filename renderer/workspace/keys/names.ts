/**
 * Keys by where they are on the keyboard (UI Events `code`), so that an Arabic layout needs no other set. `/` and `?` are
 * also taken by what they write, because their place differs between Latin layouts.
 */
const letters = [
  'A',
  'B',
  'C',
  'D',
  'E',
  'F',
  'G',
  'H',
  'I',
  'J',
  'K',
  'M',
  'N',
  'O',
  'P',
  'Q',
  'R',
  'S',
  'T',
  'U',
  'V',
  'W',
  'X',
  'Y',
  'Z',
] as const;
const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export type KeyName =
  | (typeof letters)[number]
  | (typeof digits)[number]
  | '*'
  | '#'
  | '/'
  | '?'
  | 'Enter'
  | 'Escape'
  | 'Backspace'
  | 'ArrowUp'
  | 'ArrowDown'
  | 'F6'
  | 'CtrlK'
  /** Hangs up and sets the outcome under that number. */
  | `Ctrl${(typeof digits)[number]}`;

export interface KeyPress {
  code: string;
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** The key that was pressed, by our names; null for one that we do not use. */
export function keyNameOf(press: KeyPress): KeyName | null {
  const { code, key } = press;
  if (press.ctrlKey || press.metaKey) return press.altKey || press.shiftKey ? null : withControl(code);
  if (key === '*' || code === 'NumpadMultiply') return '*';
  if (key === '#') return '#';
  if (key === '?' || (code === 'Slash' && press.shiftKey)) return '?';
  if (key === '/' || code === 'Slash') return '/';
  if (press.shiftKey) return null;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letters.find(one => one === letter) ?? null;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return digits.find(one => one === digit) ?? null;
  switch (code) {
    case 'Enter':
    case 'NumpadEnter':
      return 'Enter';
    case 'Escape':
    case 'Backspace':
    case 'ArrowUp':
    case 'ArrowDown':
    case 'F6':
      return code;
    default:
      return null;
  }
}

function withControl(code: string): KeyName | null {
  if (code === 'KeyK') return 'CtrlK';
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  const known = digits.find(one => one === digit);
  return known === undefined ? null : `Ctrl${known}`;
}

/** 1–9, the keys of lists. */
export const listKeys = digits.slice(1) as Exclude<(typeof digits)[number], '0'>[];
