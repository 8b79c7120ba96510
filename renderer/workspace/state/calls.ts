/** Where calls stand on screen. Pure: which slot a call has, which call the band shows, what state it is said to be in. */
import type { CallView } from '../../../shared/call/view.ts';

export type Slots = readonly [string | null, string | null];

export const noSlots: Slots = [null, null];

/** What the agent sees of a call; each has its own controls, colour and words. */
export type Standing =
  | 'ringing' // inbound, not answered
  | 'dialling' // outbound, nothing heard yet
  | 'early' // outbound, they play to us before the answer
  | 'answering'
  | 'live'
  | 'held'
  | 'ending'
  | 'wrapUp' // over, and it was a conversation
  | 'missed' // inbound, over without an answer
  | 'failed'; // outbound, over without an answer

export function standingOf(call: CallView): Standing {
  switch (call.phase) {
    case 'ringing':
      return call.direction === 'inbound' ? 'ringing' : call.earlyMedia ? 'early' : 'dialling';
    case 'dialling':
      return call.earlyMedia ? 'early' : 'dialling';
    case 'answering':
      return 'answering';
    case 'established':
      return call.hold === 'none' ? 'live' : 'held';
    case 'ending':
      return 'ending';
    case 'ended':
      if (call.answeredAt !== null) return 'wrapUp';
      return call.direction === 'inbound' ? 'missed' : 'failed';
  }
}

export const isOver = (call: CallView): boolean => call.phase === 'ended';
/** Handed on: on its way, and not to be touched until it is known how it went. */
export const isHandedOn = (call: CallView): boolean =>
  call.transfer !== null && call.transfer.phase !== 'refused' && call.transfer.phase !== 'unanswered';
/** A transfer can be begun, or another one after one that failed. */
export const canTransfer = (call: CallView): boolean =>
  isUp(call) && (call.transfer === null || call.transfer.phase === 'refused');
export const isUp = (call: CallView): boolean => call.phase === 'established';

/** Since when the time in the band counts, and until when (null: still running). Milliseconds since the epoch. */
export function clockOf(call: CallView): { from: number; to: number | null } {
  switch (standingOf(call)) {
    case 'live':
    case 'ending':
      return { from: call.answeredAt ?? call.startedAt, to: null };
    case 'held':
      return { from: call.heldSince ?? call.answeredAt ?? call.startedAt, to: null };
    case 'wrapUp':
      return { from: call.endedAt ?? call.startedAt, to: null };
    case 'missed':
    case 'failed':
      return { from: call.startedAt, to: call.endedAt ?? call.startedAt };
    default:
      return { from: call.startedAt, to: null };
  }
}

/**
 * A call keeps its slot for life: nothing moves when another begins or ends. A call that is over gives its slot up only
 * when a living one needs it; its wrap-up then waits in the list of owed work.
 */
export function placeCalls(slots: Slots, calls: readonly CallView[]): Slots {
  const byId = new Map(calls.map(call => [call.id, call]));
  const next: [string | null, string | null] = [
    slots[0] !== null && byId.has(slots[0]) ? slots[0] : null,
    slots[1] !== null && byId.has(slots[1]) ? slots[1] : null,
  ];
  const waiting = calls
    .filter(call => call.id !== next[0] && call.id !== next[1])
    .sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || a.startedAt - b.startedAt);
  for (const call of waiting) {
    const free = next.indexOf(null);
    if (free >= 0) next[free] = call.id;
    else if (!isOver(call)) {
      const over = next.findIndex(id => id !== null && isOver(byId.get(id) ?? call));
      if (over >= 0) next[over] = call.id;
    }
  }
  return next[0] === slots[0] && next[1] === slots[1] ? slots : next;
}

/**
 * Which call has the band. A ringing call never takes it from another; the agent's own acts do: answering, dialling.
 * `before` is the list that was shown until now.
 */
export function chooseCall(
  chosen: string | null,
  before: readonly CallView[],
  calls: readonly CallView[],
  slots: Slots,
): string | null {
  const was = new Map(before.map(call => [call.id, call]));
  for (const call of calls) {
    const earlier = was.get(call.id);
    const answered =
      earlier?.phase === 'ringing' &&
      call.direction === 'inbound' &&
      (call.phase === 'answering' || call.phase === 'established');
    const dialled = earlier === undefined && call.direction === 'outbound' && !isOver(call);
    if ((answered || dialled) && slots.includes(call.id)) return call.id;
  }
  if (chosen !== null && slots.includes(chosen)) return chosen;
  const shown = calls.filter(call => slots.includes(call.id));
  return (shown.find(call => !isOver(call)) ?? shown[0])?.id ?? null;
}
