/** What is asked of an LDAP server (RFC 4515): what was typed is text, and never part of the filter's own signs. */
import { escapeFilter, FilterParser } from 'ldapts';
import type { LdapAccount } from '../../../shared/directories/types.ts';
import { digitsOf, looksLikeNumber, subscriberKey } from '../../../shared/match/number-key.ts';

/** Names of attributes, as they are listed in a setting. */
export const namesIn = (list: string): string[] => list.split(/[ ,]+/).filter(Boolean);

const mostWords = 6;

/** Null for what is too short to ask a server about. */
export function searchFilter(account: LdapAccount, text: string): string | null {
  if (looksLikeNumber(text)) return digitsOf(text).length < 4 ? null : numberFilter(account, text);
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, mostWords);
  if (words.join('').length < 2) return null;
  const { name, email, organisation } = account.attributes;
  const attributes = [...namesIn(name), 'sn', 'givenName', ...namesIn(email), ...namesIn(organisation)];
  const each = words.map(
    word => `(|${[...new Set(attributes)].map(one => `(${one}=*${escapeFilter`${word}`}*)`).join('')})`,
  );
  return within(account, each.join(''));
}

/** By the end of the number, whatever signs stand between its digits; what comes back is compared by us. */
export function numberFilter(account: LdapAccount, number: string): string | null {
  const digits = (subscriberKey(number) ?? '').split('').reverse();
  const tail = digits.length > 0 ? digits : digitsOf(number).split('');
  if (tail.length < 3) return null;
  const { number: work, mobile } = account.attributes;
  const attributes = [...new Set([...namesIn(work), ...namesIn(mobile)])];
  return within(account, `(|${attributes.map(one => `(${one}=*${tail.join('*')}*)`).join('')})`);
}

function within({ filter }: LdapAccount, wanted: string): string {
  const own = filter === '' ? '(objectClass=person)' : filter.startsWith('(') ? filter : `(${filter})`;
  return `(&${own}${wanted})`;
}

/** Whether the filter of an account can be read. */
export function isFilter(text: string): boolean {
  if (text === '') return true;
  try {
    FilterParser.parseString(text);
    return true;
  } catch {
    return false;
  }
}
