/** Whether a call is recorded: by the first rule that is for it. */
import type { RecordingMode, RecordingSettings } from './types.ts';

/** Names are compared without capitals; a call may be of several lists. */
export interface RecordedCall {
  accountId: string;
  direction: 'inbound' | 'outbound';
  called: readonly string[];
  lists: readonly string[];
  campaigns: readonly string[];
}

const fold = (name: string): string => name.trim().toLocaleLowerCase('en');

export function modeFor(
  call: RecordedCall,
  { rules, otherwise }: Pick<RecordingSettings, 'rules' | 'otherwise'>,
): RecordingMode {
  const is = (wanted: readonly string[], names: readonly string[]): boolean => {
    const folded = new Set(names.map(fold));
    return wanted.length === 0 || wanted.some(name => folded.has(fold(name)));
  };
  const rule = rules.find(
    each =>
      (each.direction === 'both' || each.direction === call.direction) &&
      (each.lines.length === 0 || each.lines.includes(call.accountId)) &&
      is(each.called, call.called) &&
      is(each.lists, call.lists) &&
      is(each.campaigns, call.campaigns),
  );
  return rule?.mode ?? otherwise;
}
