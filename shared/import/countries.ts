/** Countries as people write them into an address: ISO codes and names in the languages of the files we know. */
import { getCountries } from 'libphonenumber-js/min';
import { fold } from '../match/fold.ts';

const languages = ['en', 'ar', 'de', 'fr', 'es', 'it', 'ru', 'tr', 'nl', 'pt'];

/** Said otherwise than Unicode's tables do. */
const alsoCalled: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  usa: 'US',
  'united states of america': 'US',
  uae: 'AE',
  ksa: 'SA',
  السعوديه: 'SA',
  الامارات: 'AE',
  holland: 'NL',
};

const english = new Intl.DisplayNames(['en'], { type: 'region' });

/** In English, as files are exchanged; empty for none. */
export const countryName = (code: string): string => (code === '' ? '' : (english.of(code) ?? code));

let byName: Map<string, string> | null = null;

/** ISO 3166-1 alpha-2, or null. */
export function countryNamed(text: string): string | null {
  byName ??= tables();
  return byName.get(fold(text)) ?? null;
}

function tables(): Map<string, string> {
  const found = new Map(Object.entries(alsoCalled));
  for (const language of languages) {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of getCountries()) {
      found.set(fold(code), code);
      const name = fold(names.of(code) ?? code);
      if (!found.has(name)) found.set(name, code);
    }
  }
  return found;
}
