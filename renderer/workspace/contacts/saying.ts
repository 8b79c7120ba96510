/** Hours and addresses as one line of words. */
import type { Formats } from '../../../shared/i18n/format.ts';
import type { Address } from '../../../shared/people/contact.ts';
import { daySpans, type WeeklyHours } from '../../../shared/people/hours.ts';

/** Mon–Fri 09:00–17:00, Sat 10:00–12:00. Times keep their order in Arabic text. */
export function sayHours(hours: WeeklyHours, formats: Formats): string {
  return hours
    .map(({ days, from, to }) => {
      const named = daySpans(days).map(([first, last]) =>
        first === last
          ? formats.weekday(first, 'short')
          : `${formats.weekday(first, 'short')}–${formats.weekday(last, 'short')}`,
      );
      return `${named.join(formats.rightToLeft ? '، ' : ', ')} \u2066${from}–${to}\u2069`;
    })
    .join(formats.rightToLeft ? '؛ ' : '; ');
}

export function sayAddress(address: Address, formats: Formats): string {
  const town = [address.postcode, address.city].filter(part => part !== '').join(' ');
  return [
    address.street,
    town,
    address.region,
    address.country === null ? '' : formats.country(address.country),
  ]
    .filter(part => part !== '')
    .join(formats.rightToLeft ? '، ' : ', ');
}
