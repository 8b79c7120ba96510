/** What is wrong with a form before it is sent, in catalogue keys; main checks it again. */
import type { Key } from '../../../../shared/i18n/keys.ts';
import { address, email, link, typedNumber } from '../../../../shared/people/contact.ts';
import type { Reached } from './Reach.tsx';

const blankLink = 'https://';

/** Rows in which nothing was typed are no rows. */
export function withoutBlank(reached: Reached): Reached {
  return {
    numbers: reached.numbers.filter(row => row.raw.trim() !== ''),
    emails: reached.emails.filter(row => row.address.trim() !== ''),
    addresses: reached.addresses.filter(
      row => `${row.street}${row.postcode}${row.city}${row.region}`.trim() !== '' || row.country !== null,
    ),
    links: reached.links.filter(row => row.url.trim() !== '' && row.url.trim() !== blankLink),
  };
}

export function faultsOf(reached: Reached): Record<string, Key> {
  const faults: Record<string, Key> = {};
  for (const row of reached.numbers)
    if (
      !typedNumber.safeParse(row).success ||
      (!/\d/.test(row.raw.normalize('NFKD')) && !/\p{Nd}/u.test(row.raw))
    )
      faults[row.id] = 'contacts.badNumber';
  for (const row of reached.emails) if (!email.safeParse(row).success) faults[row.id] = 'contacts.badEmail';
  for (const row of reached.addresses)
    if (!address.safeParse(row).success) faults[row.id] = 'contacts.badAddress';
  for (const row of reached.links) if (!link.safeParse(row).success) faults[row.id] = 'contacts.badLink';
  return faults;
}
