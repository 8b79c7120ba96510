/**
 * A handover in 129 octets. The first is the protocol discriminator "user specific" (ITU-T Q.931, 4.5.30), then `Hf` and the
 * version, then fields of a tag, a length and as many octets. What is short of room is left out or cut, the place in the
 * script last. Other telephones send plain text: that is a note.
 */
import { decodeUtf8 } from '../sip/utf8.ts';
import type { Handover, ScriptPlace } from './types.ts';
import { nothingAlong } from './types.ts';
import { mostOctets } from './user-to-user.ts';

const userSpecific = 0x00;
const ia5 = 0x04;
const magic = [0x48, 0x66, 1] as const;
const tag = { script: 1, who: 2, answers: 3, why: 4, by: 5, note: 6 } as const;
/** Octets that each may take before the note has what is left. */
const most = { who: 28, answers: 40, why: 24, by: 16 } as const;

export function encodeHandover({ by, who, why, note, script }: Handover): Uint8Array {
  const out: number[] = [userSpecific, ...magic];
  const room = () => mostOctets + 1 - out.length - 2;
  const put = (which: number, octets: readonly number[]): void => {
    if (octets.length > 0 && octets.length <= room()) out.push(which, octets.length, ...octets);
  };
  const text = (which: number, words: string | null, limit: number): void => {
    if (words !== null) put(which, cut(tidy(words), Math.min(limit, room())));
  };
  if (script !== null) put(tag.script, placeOctets(script));
  text(tag.who, who, most.who);
  if (script !== null) put(tag.answers, answerOctets(script, Math.min(most.answers, room())));
  text(tag.why, why, most.why);
  text(tag.by, by, most.by);
  text(tag.note, note, mostOctets);
  return Uint8Array.from(out);
}

/** Null when nothing in it can be read. Never throws. */
export function decodeHandover(octets: Uint8Array): Handover | null {
  if (octets[0] !== userSpecific || magic.some((each, i) => octets[i + 1] !== each)) return foreign(octets);
  const fields = new Map<number, Uint8Array>();
  for (let at = 1 + magic.length; at + 2 <= octets.length;) {
    const [which = 0, length = 0] = [octets[at], octets[at + 1]];
    const end = at + 2 + length;
    if (end > octets.length) break;
    if (!fields.has(which)) fields.set(which, octets.subarray(at + 2, end));
    at = end;
  }
  const text = (which: number): string | null => {
    const found = fields.get(which);
    return found === undefined ? null : words(decodeUtf8(found));
  };
  return {
    by: text(tag.by),
    who: text(tag.who),
    why: text(tag.why),
    note: text(tag.note),
    link: null,
    script: readPlace(fields.get(tag.script), fields.get(tag.answers)),
  };
}

/** What another system sends: text, with or without an octet that says so. */
function foreign(octets: Uint8Array): Handover | null {
  const begins = octets[0] === userSpecific || octets[0] === ia5 ? 1 : 0;
  const text = decodeUtf8(octets.subarray(begins));
  if (text === null || /[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)) return null;
  const note = words(text);
  return note === null ? null : { ...nothingAlong, note };
}

/** One line, without what would turn or hide other text. */
const tidy = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ')
    .replaceAll(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')
    .trim();

const words = (text: string | null): string | null =>
  text === null ? null : tidy(text).slice(0, 128) || null;

function placeOctets({ print, language, step }: ScriptPlace): number[] {
  const mark = [0, 2, 4, 6, 8, 10].map(i => Number.parseInt(print.slice(i, i + 2), 16));
  return [...mark, step >> 8, step & 0xff, ...utf8(language)];
}

/** The number of the question; then 0x80 and more for an answer of a choice, or a length and the answer as text. */
function answerOctets({ answers }: ScriptPlace, limit: number): number[] {
  const out: number[] = [];
  for (const [question, given] of answers) {
    const value = typeof given === 'number' ? [0x80 + given] : [utf8(given).length, ...utf8(given)];
    // An answer that does not fit whole is not an answer.
    if ((typeof given === 'number' ? given : utf8(given).length) > 0x7f) continue;
    if (out.length + 1 + value.length <= limit) out.push(question, ...value);
  }
  return out;
}

function readPlace(place: Uint8Array | undefined, answers: Uint8Array | undefined): ScriptPlace | null {
  if (place === undefined || place.length < 8 || place.length > 11) return null;
  const language = decodeUtf8(place.subarray(8));
  if (language === null || !/^[a-z]{0,3}$/.test(language)) return null;
  const print = Array.from(place.subarray(0, 6), octet => octet.toString(16).padStart(2, '0')).join('');
  const step = ((place[6] ?? 0) << 8) | (place[7] ?? 0);
  return { print, language, step, answers: readAnswers(answers ?? new Uint8Array()) };
}

function readAnswers(octets: Uint8Array): ScriptPlace['answers'] {
  const found: ScriptPlace['answers'] = [];
  for (let at = 0; at + 2 <= octets.length;) {
    const [question = 0, head = 0] = [octets[at], octets[at + 1]];
    at += 2;
    if (head >= 0x80) {
      found.push([question, head - 0x80]);
      continue;
    }
    const text = at + head <= octets.length ? decodeUtf8(octets.subarray(at, at + head)) : null;
    if (text === null) break;
    found.push([question, tidy(text)]);
    at += head;
  }
  return found;
}

/** As many octets as there is room for, whole characters, `…` where something is missing. */
function cut(text: string, limit: number): number[] {
  const whole = utf8(text);
  if (whole.length <= limit) return whole;
  const dots = utf8('…');
  const out: number[] = [];
  for (const character of text) {
    const octets = utf8(character);
    if (out.length + octets.length + dots.length > limit) break;
    out.push(...octets);
  }
  return out.length === 0 ? [] : [...out, ...dots];
}

function utf8(text: string): number[] {
  return Array.from(text).flatMap(character => {
    const code = character.codePointAt(0) ?? 0;
    const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
    if (code < 0x80) return [code];
    if (code < 0x800) return [0xc0 | (code >> 6), tail(0)];
    // Half a character has no octets.
    if (code >= 0xd800 && code < 0xe000) return [];
    if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)];
    return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
  });
}
