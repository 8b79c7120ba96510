/** What becomes of a frame on its way through a bad network. Pure: times and order come out as data. */

/** `afterNext` lets the next frame of the same direction overtake this one. */
export type Fate = 'pass' | 'drop' | 'twice' | 'afterNext' | { lateMs: number };

export type Direction = 'toServer' | 'toClient';

export interface Frame {
  direction: Direction;
  text: string;
}

/** Asked for every frame, in order of arrival. */
export type Rule = (frame: Frame) => Fate;

export interface Delivery {
  text: string;
  /** Milliseconds from now. */
  lateMs: number;
}

/** The frames of one direction of one connection. */
export class FrameQueue {
  #waiting: string[] = [];

  /** What is to be delivered now that `text` has come and `fate` was spoken over it. */
  arrive(text: string, fate: Fate): Delivery[] {
    if (fate === 'afterNext') {
      this.#waiting.push(text);
      return [];
    }
    const now = fate === 'drop' ? [] : fate === 'twice' ? [text, text] : [text];
    const lateMs = typeof fate === 'object' ? fate.lateMs : 0;
    const overtaken = this.#waiting;
    this.#waiting = [];
    return [...now.map(own => ({ text: own, lateMs })), ...overtaken.map(old => ({ text: old, lateMs: 0 }))];
  }
}

/** Speaks `fate` over the first `times` frames that match, and lets all else pass. */
export function firstly(matches: (frame: Frame) => boolean, fate: Fate, times = 1): Rule {
  let left = times;
  return frame => (left > 0 && matches(frame) && left-- > 0 ? fate : 'pass');
}

/** A request of `method` or, with `status`, the answer to one (RFC 3261 7.1, 7.2). */
export function isMessage(method: string, status?: number): (frame: Frame) => boolean {
  const start = status === undefined ? `${method} ` : `SIP/2.0 ${status} `;
  const cseq = new RegExp(`^CSeq:\\s*\\d+\\s+${method}\\s*$`, 'im');
  return ({ text }) => text.startsWith(start) && cseq.test(text);
}
