import { startTransition, useEffect, useState } from 'react';

/** Rows that are in sight of a window of usual height. */
const inSight = 14;
/** When the rest follows, ms: what the agent waits for is drawn by then. */
const restMs = 400;

/** A long list is drawn in two goes: what is in sight at once, the rest when nobody waits for anything else. */
export function useRowsInTurn<T>(rows: readonly T[]): readonly T[] {
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    const rest = setTimeout(() => startTransition(() => setWhole(true)), restMs);
    return () => clearTimeout(rest);
  }, []);
  return whole ? rows : rows.slice(0, inSight);
}
