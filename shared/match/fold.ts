/**
 * One spelling for the many that people use: what is stored for search and what is typed into it pass through the same
 * fold. Unicode's own tables do most of it; what they leave apart is listed here (hamza, ta marbuta and alef maqsura,
 * letters of Persian and Urdu keyboards, Latin letters with a stroke).
 */

/** Letters that Unicode does not decompose into the letter that people type instead. */
const letters: Readonly<Record<string, string>> = {
  ٱ: 'ا', // alef wasla
  ى: 'ي', // alef maqsura
  ی: 'ي', // Farsi yeh
  ې: 'ي',
  ة: 'ه', // ta marbuta
  ہ: 'ه',
  ۃ: 'ه',
  ە: 'ه',
  ھ: 'ه',
  ک: 'ك', // keheh
  ڪ: 'ك',
  ء: '', // hamza standing alone: سماء and سما are one
  ـ: '', // tatweel
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  þ: 'th',
  ŋ: 'n',
  ĸ: 'k',
  ſ: 's',
  ς: 'σ', // final sigma
};
const oddLetters = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');

/** Lower-case words without marks, one space between them; digits of every script as 0–9. Folding twice changes nothing. */
export function fold(text: string): string {
  // Most of what is typed and stored is plain ASCII, for which a tenth of the work does.
  if (!/[^\x00-\x7f]/.test(text))
    return text
      .toLowerCase()
      .replace(/['`]/g, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  const plain = foldDigits(text.normalize('NFKD').toLowerCase().normalize('NFKD'))
    // Marks above and below letters (harakat, accents, the hamza of أ إ ؤ ئ), and what is invisible.
    .replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, '')
    .replace(oddLetters, letter => letters[letter] ?? letter)
    // O'Brien is one word.
    .replace(/['’ʼ`´]/gu, '')
    .replace(/[^\p{L}\p{N}\p{Mc}]+/gu, ' ')
    .trim();
  // عبد الله and عبدالله are one name.
  return plain.replace(/(?<=^| )عبد (?=ال)/gu, 'عبد');
}

/** The words of a folded text. */
export function words(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** Decimal digits of any script (Arabic-Indic ٠–٩, Persian ۰–۹, full-width …) as 0–9; all else is left alone. */
export function foldDigits(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  return text.replace(/(?![0-9])\p{Nd}/gu, digit => String(digitValue(digit)));
}

/** Unicode keeps each script's decimal digits in one run of ten that begins with zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}
