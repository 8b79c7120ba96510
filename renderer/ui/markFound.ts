/** Which letters of a text a query found. For display only: what is found is decided by the store. */
export interface Part {
  text: string;
  hit: boolean;
}

const alefs = /[\u0622\u0623\u0625\u0671]/;
const combining = /\p{M}|\u0640/u;

/** One base letter for a letter and its dressed forms, or '' for a mark that stands alone. */
function foldLetter(letter: string): string {
  if (combining.test(letter)) return '';
  if (alefs.test(letter)) return '\u0627';
  if (letter === '\u0629') return '\u0647'; // ta marbuta reads as ha
  if (letter === '\u0649') return '\u064A'; // alef maqsura reads as ya
  return letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().slice(0, 1);
}

/** Splits `text` into found and not found parts; each word of `query` marks its first occurrence. */
export function markFound(text: string, query: string): Part[] {
  const letters = [...text];
  const folded: string[] = [];
  const place: number[] = []; // place[i]: the letter that folded[i] came from
  letters.forEach((letter, i) => {
    const plain = foldLetter(letter);
    if (plain === '') return;
    folded.push(plain);
    place.push(i);
  });
  const haystack = folded.join('');
  const hit = new Array<boolean>(letters.length).fill(false);
  for (const word of query.trim().split(/\s+/).slice(0, 8)) {
    const needle = [...word].map(foldLetter).join('');
    const at = needle === '' ? -1 : haystack.indexOf(needle);
    if (at < 0) continue;
    const from = place[at] ?? 0;
    const to = place[at + needle.length - 1] ?? from;
    hit.fill(true, from, to + 1);
  }
  const parts: Part[] = [];
  letters.forEach((letter, i) => {
    const last = parts.at(-1);
    if (last && last.hit === hit[i]) last.text += letter;
    else parts.push({ text: letter, hit: hit[i] ?? false });
  });
  return parts;
}
