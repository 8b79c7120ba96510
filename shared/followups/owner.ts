/** Whose a follow-up is, seen by the one who works here. */
import type { FollowUp } from '../people/types.ts';

export type Owner = 'mine' | 'anyone' | 'other';

/** A promise belongs to who gave it until it is kept, or until it went back to everybody. '' is an agent without a name. */
export function ownerOf({ by, returnedAt }: Pick<FollowUp, 'by' | 'returnedAt'>, agentName: string): Owner {
  if (by === null || returnedAt !== null) return 'anyone';
  return by === '' || by === agentName ? 'mine' : 'other';
}
