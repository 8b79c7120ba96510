/** Why somebody is not to be contacted by a channel. No reason: they may be. */
import type { Contact, RefusableChannel } from './contact.ts';

export const barringReasons = [
  'personRefused',
  'channelRefused',
  'numberRefused',
  'onList',
  'noConsent',
] as const;
export type BarringReason = (typeof barringReasons)[number];

/** `numberId`: the number that would be used, for calls and messages. The strongest reason first. */
export function barredBy(
  contact: Contact,
  channel: RefusableChannel,
  numberId: string | null = null,
): BarringReason[] {
  const { fields, consents, refusedNumbers, barringLists } = contact;
  const refused = consents.some(answer => answer.channel === channel && !answer.given);
  const holds: Record<BarringReason, boolean> = {
    personRefused: fields.doNotContact,
    channelRefused: fields.refusedChannels.includes(channel),
    numberRefused: refusedNumbers.some(
      each => each.numberId === numberId && (each.channel === null || each.channel === channel),
    ),
    onList: barringLists.length > 0,
    // A letter needs none; whoever was never asked has refused nothing.
    noConsent: channel !== 'letter' && refused && !fields.consent[channel],
  };
  return barringReasons.filter(reason => holds[reason]);
}
