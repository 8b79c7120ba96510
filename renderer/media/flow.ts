/** Whether the far end is heard, told when it changes. Silence on the line is the commonest fault of all. Pure. */

export const SILENCE_MS = 5_000;

export interface Flow {
  packets: number;
  /** When a packet last came, or when audio last began to be due; ms. */
  since: number;
  /** Null until there was either audio or five seconds without. */
  flowing: boolean | null;
}

export interface FlowReading {
  at: number; // ms, same clock as `since`
  /** Packets received so far. */
  packets: number;
  /** Audio is due: negotiated, and nobody holds. */
  due: boolean;
}

export const noFlow = (at: number): Flow => ({ packets: 0, since: at, flowing: null });

/** `changed` is the new state of `flowing` when that is news. */
export function follow(flow: Flow, reading: FlowReading): { flow: Flow; changed: boolean | null } {
  const { at, packets, due } = reading;
  // Fewer packets than before are those of a new stream: the call was forked or moved.
  const moved = packets !== flow.packets && packets > 0;
  const since = moved || !due ? at : flow.since;
  if (due && moved && flow.flowing !== true)
    return { flow: { packets, since, flowing: true }, changed: true };
  if (due && flow.flowing !== false && at - since >= SILENCE_MS)
    return { flow: { packets, since, flowing: false }, changed: false };
  return { flow: { packets, since, flowing: flow.flowing }, changed: null };
}
