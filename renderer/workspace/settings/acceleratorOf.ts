/** Keys as they are pressed, in Electron's notation; by their place, so that an Arabic layout needs no other. */

interface Pressed {
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Insert: 'Insert',
  Delete: 'Delete',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** Null while only modifiers are down, and for keys that cannot be had. */
export function acceleratorOf({ code, ctrlKey, altKey, shiftKey, metaKey }: Pressed): string | null {
  const key =
    /^(?:Key([A-Z])|Digit([0-9])|(F\d{1,2}))$/.exec(code)?.slice(1).find(Boolean) ??
    /^Numpad([0-9])$/.exec(code)?.[1]?.replace(/^/, 'num') ??
    named[code];
  if (key === undefined) return null;
  const modifiers = [
    ...(ctrlKey ? ['Control'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey ? ['Shift'] : []),
    ...(metaKey ? ['Super'] : []),
  ];
  return [...modifiers, key].join('+');
}
