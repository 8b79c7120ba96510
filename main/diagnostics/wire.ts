/** Every SIP message on its way to the trace, and what makes it fit to be shown. */
import type { Redactor } from '../../shared/diagnostics/redact.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import { redactorOf } from './redactor.ts';
import { Trace } from './trace.ts';

/** By then a ringing call has its card and its 180. */
const afterMs = 250;

export interface TracedWire {
  redactor: Redactor;
  trace: Trace;
  onWire: (accountId: string, direction: 'in' | 'out', text: string) => void;
}

export function traceWire(settings: () => Settings, now: () => number): TracedWire {
  const redactor = redactorOf(settings);
  const trace = new Trace({ redactor, later: run => void setTimeout(run, afterMs) });
  return {
    redactor,
    trace,
    onWire: (accountId, direction, text) => trace.note({ at: now(), accountId, direction, text }),
  };
}
