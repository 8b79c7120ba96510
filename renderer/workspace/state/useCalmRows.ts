import { useEffect, useRef, useState } from 'react';

/** How long after the pointer and the focus have left a list its rows may change place, ms. */
const calmMs = 2000;

/**
 * Rows keep their places while somebody points at the list or is in it, so that a click never hits a row that has just
 * moved under it. Rows show what is new in them at once; a row that is gone goes; new rows wait until the list is left.
 */
export function useCalmRows<T>(items: readonly T[], idOf: (item: T) => string) {
  const [busy, setBusy] = useState(false);
  const shown = useRef<readonly string[]>([]);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);

  const rows = busy ? inOrder(items, idOf, shown.current) : items;
  useEffect(() => {
    shown.current = rows.map(idOf);
  });

  const enter = () => {
    clearTimeout(leaving.current);
    setBusy(true);
  };
  const leave = () => {
    clearTimeout(leaving.current);
    leaving.current = setTimeout(() => setBusy(false), calmMs);
  };
  return { rows, calm: { onPointerEnter: enter, onPointerLeave: leave, onFocus: enter, onBlur: leave } };
}

/** Those of `items` whose id is in `order`, in that order. */
function inOrder<T>(items: readonly T[], idOf: (item: T) => string, order: readonly string[]): readonly T[] {
  const byId = new Map(items.map(item => [idOf(item), item]));
  return order.map(id => byId.get(id)).filter(item => item !== undefined);
}
