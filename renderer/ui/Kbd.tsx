import { IconCornerDownLeft } from '@tabler/icons-react';

/**
 * A key cap. Always left-to-right and Latin: it names the physical key, whatever the keyboard's layout.
 * `idle`: the key does something else just now (an open menu owns it); the place is kept, the cap is not drawn.
 */
export function Kbd({ k, idle = false }: { k: string; idle?: boolean }) {
  return (
    <kbd className="kbd" dir="ltr" data-idle={idle || undefined} aria-hidden>
      {k === '⏎' ? <IconCornerDownLeft size={11} stroke={2} /> : k}
    </kbd>
  );
}
