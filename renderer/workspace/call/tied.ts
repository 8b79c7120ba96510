/** What is said of two calls that have to do with each other, and what can be done. Pure: from views to keys of words. */
import type { CallView } from '../../../shared/call/view.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { isUp } from '../state/calls.ts';

export type TieAct =
  'takeBack' | 'another' | 'connect' | 'sendNow' | 'together' | 'back' | 'swap' | 'split' | 'leave';

export interface Tied {
  /** Null where the lane says what it always says. */
  say: Key | null;
  tone: 'strong' | 'bad';
  acts: readonly TieAct[];
  /** The caller's call and the one with whom the agent asks; the first two of a conference. */
  caller: CallView;
  asked: CallView | null;
}

const running: Partial<Record<string, Key>> = {
  holding: 'transfer.holding',
  referring: 'transfer.referring',
  trying: 'transfer.trying',
  ringing: 'transfer.ringing',
};

const faults = {
  hold: 'transfer.faultHold',
  system: 'transfer.faultSystem',
  target: 'transfer.faultTarget',
  consult: 'transfer.faultConsult',
} as const satisfies Record<string, Key>;

/** Null for a call that stands alone. `calls` are those that are not over. */
export function tiedOf(call: CallView, calls: readonly CallView[]): Tied | null {
  const other = calls.find(one => one.id !== call.id) ?? null;
  const transferred = [call, other].find(one => one?.transfer != null) ?? null;
  if (transferred?.transfer) return inTransfer(transferred, transferred === call ? other : call);
  if (other === null) return null;
  const [caller, asked] = call.consultFor === other.id ? [other, call] : [call, other];
  const tied = { caller, asked, tone: 'strong' } as const;
  if (call.conference === 'joined') return { ...tied, say: 'transfer.joined', acts: ['split', 'leave'] };
  if (call.conference === 'joining') return { ...tied, say: 'transfer.joining', acts: ['back'] };
  if (asked.consultFor === caller.id) {
    if (!isUp(asked)) return { ...tied, say: 'transfer.calling', acts: ['sendNow', 'back'] };
    const say = asked.hold === 'local' || asked.hold === 'both' ? 'transfer.backWith' : 'transfer.asking';
    return { ...tied, say, acts: ['connect', 'together', 'back', 'swap'] };
  }
  if (!isUp(call) || !isUp(other)) return null;
  return { ...tied, say: null, acts: ['connect', 'together', 'swap'] };
}

function inTransfer(caller: CallView, asked: CallView | null): Tied {
  const { phase = 'refused', fault = null } = caller.transfer ?? {};
  const tied = { caller, asked } as const;
  const say = running[phase];
  if (say) return { ...tied, say, tone: 'strong', acts: phase === 'holding' ? ['takeBack'] : [] };
  if (phase === 'unanswered') return { ...tied, say: 'transfer.unanswered', tone: 'bad', acts: ['takeBack'] };
  return {
    ...tied,
    say: faults[fault ?? 'system'],
    tone: 'bad',
    acts: asked === null ? ['takeBack', 'another'] : ['takeBack', 'connect'],
  };
}
