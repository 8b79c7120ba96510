/** How people and numbers are named on screen. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CallView, Party } from '../../shared/call/view.ts';
import type { Key } from '../../shared/i18n/keys.ts';
import type { CallerContext, Channel } from '../../shared/people/types.ts';
import type { Language } from '../../shared/settings/schema.ts';

const arabic = /\p{Script=Arabic}/u;

/** The name in the script of the interface first, the other beside it. */
export function namesOf(
  person: { name: string; otherName: string | null },
  language: Language,
): { first: string; second: string | null } {
  const { name, otherName } = person;
  if (otherName === null || otherName === '') return { first: name, second: null };
  const wantsArabic = language === 'ar';
  if (arabic.test(name) === wantsArabic || arabic.test(otherName) !== wantsArabic) {
    return { first: name, second: otherName };
  }
  return { first: otherName, second: name };
}

const shown = new Map<string, string>();

/** International form with spaces, or the text as it came when it is no number. */
export function formatNumber(number: string): string {
  const known = shown.get(number);
  if (known !== undefined) return known;
  const text = number.startsWith('+')
    ? (parsePhoneNumberFromString(number)?.formatInternational() ?? number)
    : number;
  if (shown.size > 5000) shown.clear();
  shown.set(number, text);
  return text;
}

/** Country of a number by its plan, ISO 3166-1 alpha-2. */
export const countryOf = (e164: string): string | null => parsePhoneNumberFromString(e164)?.country ?? null;

/** What is shown for a party's number; null when it was withheld (RFC 3323: `anonymous`). */
export function numberOf(party: Party): string | null {
  if (party.e164) return formatNumber(party.e164);
  const number = party.number.trim();
  return number === '' || /^(anonymous|unavailable|restricted|unknown)$/i.test(number) ? null : number;
}

/** The best name for a call: the person, what the network says, the number; null when nothing is known. */
export function callerName(
  call: CallView,
  context: CallerContext | undefined,
  language: Language,
): { first: string; second: string | null; isNumber: boolean } | null {
  if (context?.person) return { ...namesOf(context.person, language), isNumber: false };
  const sent = call.remote.name?.trim();
  const number = numberOf(call.remote);
  if (sent && sent !== call.remote.number) return { first: sent, second: null, isNumber: false };
  return number === null ? null : { first: number, second: null, isNumber: true };
}

/** Whether typed text is meant as something to dial, not as a name to look for. */
export function isDiallable(text: string): boolean {
  const typed = text.trim();
  return (
    /^sips?:\S+$/i.test(typed) ||
    /^\S+@\S+$/.test(typed) ||
    /^[+*#]?[\d\s()./*#-]*\d[\d\s()./*#-]*$/.test(typed)
  );
}

/** What a channel is called on a timeline. Calls have words of their own, by how they went. */
export const channelWord: Record<Exclude<Channel, 'call'>, Key> = {
  email: 'caller.channelEmail',
  chat: 'caller.channelChat',
  message: 'caller.channelMessage',
  letter: 'caller.channelLetter',
  fax: 'caller.channelFax',
  visit: 'caller.channelVisit',
  social: 'caller.channelSocial',
  note: 'caller.channelNote',
};
