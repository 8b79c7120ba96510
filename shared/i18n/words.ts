/** One i18next instance, ready at once, for a window or for main. */
import { createInstance, type i18n } from 'i18next';
import type { Language } from '../settings/schema.ts';
import { ar } from './ar/index.ts';
import { en } from './en/index.ts';
import { isolate } from './isolate.ts';
import type { Fill, Key, Words } from './keys.ts';

/** The writing direction of a language. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** Best language for someone who has not chosen yet: Arabic when the system speaks it, English else. */
export const languageOf = (systemLocale: string): Language => (/^ar\b/i.test(systemLocale) ? 'ar' : 'en');

/** Catalogues are part of the program, so that the instance is usable when this returns. */
function createTranslator(language: Language): i18n {
  const translator = createInstance();
  void translator.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ar: { translation: ar } },
    initAsync: false,
    interpolation: { escapeValue: true, useRawValueToEscape: true, escape: isolateUnlessCount },
  });
  return translator;
}

/** Words of one language. What has nothing to fill in is put together once: a page says it over and over. */
export function createWords(language: Language): Words {
  const translator = createTranslator(language);
  const said = new Map<Key, string>();
  // `nest: false`: a caller's name that holds `$t(…)` is text like any other.
  const say = (key: Key, fill: Fill = {}): string => translator.t(key, { ...fill, nest: false });
  return (key, fill) => {
    if (fill !== undefined) return say(key, fill);
    const text = said.get(key) ?? say(key);
    said.set(key, text);
    return text;
  };
}

/** Whether the catalogues have it. */
export function isKey(text: string): text is Key {
  const [area = '', name = ''] = text.split('.', 2);
  const words: Readonly<Record<string, string>> = Object.hasOwn(en, area) ? en[area as keyof typeof en] : {};
  return Object.hasOwn(words, name) || Object.hasOwn(words, `${name}_other`);
}

/** A number needs no isolate: European digits keep their order in both directions (UAX #9, class EN). */
function isolateUnlessCount(value: unknown): string {
  return typeof value === 'number' ? String(value) : isolate(String(value));
}
