/** Languages as people write them into a column: tags, or names in the languages of the files we know. */
import { fold } from '../match/fold.ts';
import { tidy } from './text.ts';

const tags = 'en ar de fr es it ru tr nl pt fa ur hi zh ja ko he pl sv da nb fi cs el hu ro uk id ms th vi bn ta sw so ku'; // prettier-ignore
const saidIn = ['en', 'ar', 'de', 'fr', 'es', 'it', 'ru', 'tr', 'nl', 'pt'];

let byName: Map<string, string> | null = null;

/** BCP 47, or null when nobody knows which one it is. */
export function languageNamed(text: string): string | null {
  const said = tidy(text);
  if (/^[a-z]{2}(-[a-z0-9]{2,8}){0,3}$/i.test(said)) return said.slice(0, 2).toLowerCase() + said.slice(2);
  byName ??= tables();
  const named = byName.get(fold(said));
  if (named !== undefined) return named;
  return /^[a-z]{3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(said) ? said : null;
}

function tables(): Map<string, string> {
  const found = new Map<string, string>();
  for (const language of saidIn) {
    const names = new Intl.DisplayNames([language], { type: 'language' });
    for (const tag of tags.split(' ')) found.set(fold(names.of(tag) ?? tag), tag);
  }
  return found;
}
