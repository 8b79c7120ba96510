import { useEffect, useState } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import type { MediaStats } from '../../../shared/media/protocol.ts';
import { judge, type Verdict } from '../../../shared/media/verdict.ts';
import { useCommands } from '../state/context.tsx';

const everyMs = 2000;

/** The state of the link while the call is up, read every two seconds; each verdict covers the last four. */
export function useQuality(call: CallView): Verdict | null {
  const { stats } = useCommands();
  const [readings, setReadings] = useState<readonly MediaStats[]>([]);
  const up = call.phase === 'established';
  useEffect(() => {
    if (!up) return undefined;
    setReadings([]);
    let current = true;
    const read = () =>
      void stats(call.id).then(reading => {
        if (current && reading) setReadings(earlier => [...earlier.slice(-2), reading]);
      });
    read();
    const timer = setInterval(read, everyMs);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [up, call.id, stats]);
  return up ? judge(call, readings[0] ?? null, readings.at(-1) ?? null) : null;
}
