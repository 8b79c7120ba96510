/** One text to many who do not see each other: how many of them one message takes. */
import type { BulkAction } from '../people/bulk.ts';
import { roomForAddresses, sizeOfAddress } from './mailto.ts';

type Bcc = Extract<BulkAction, { kind: 'bcc' }>;

/** Beside the text an address for the mail program must leave room for some people, or there would be a message for each. */
const leastRoom = 300;

export const isTooLongForProgram = (text: Pick<Bcc, 'subject' | 'body'>): boolean =>
  roomForAddresses(text) < leastRoom;

/** Whether one more still goes into the same message. */
export function takesOneMore(action: Bcc, there: readonly string[], next: string): boolean {
  if (there.length >= action.perMessage) return false;
  if (action.by === 'smtp') return true;
  const sizes = [...there, next].reduce((sum, each) => sum + sizeOfAddress(each), 0);
  return sizes <= roomForAddresses(action);
}
