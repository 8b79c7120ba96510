/**
 * Text of a vCard file, in pieces of any size, becomes cards of whole content lines: folded lines joined (RFC 6350 3.2),
 * soft line breaks of quoted-printable as well (vCard 2.1), pictures and keys let go before they fill the memory.
 */
import { FileError } from '../file-error.ts';
import { isPhoto, mostPhoto } from './photo.ts';

export interface CardLines {
  /** Of BEGIN, counted from 1. */
  line: number;
  /** Without BEGIN and END. */
  lines: string[];
  /** The line of its picture, when that stands in the card and is no bigger than what is kept; see photo.ts. */
  photo: string | null;
}

export interface CardLimits {
  /** Characters of one content line, pictures apart. */
  line: number;
  /** Characters of one card, pictures included. */
  card: number;
}

export const cardLimits: CardLimits = { line: 100_000, card: 16_000_000 };

/** Most of what a phone's file weighs: one picture of those that are kept is held apart, all else is let go. None is ever fetched. */
export const binary = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-MS-CARDPICTURE|X-MS-IMAGE)(?=[;:])/i;
const quotedPrintable = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i;

export class CardSplitter {
  readonly #limits: CardLimits;
  #rest = '';
  #restIsCut = false;
  #number = 0;
  #card: CardLines | null = null;
  #size = 0;
  /** Agent cards stand inside cards (vCard 2.1 AGENT); they are nobody's own. */
  #depth = 0;
  #current: string | null = null;
  #dropping = false;
  /** Of the picture that is being read; null when none is, or it is too big. */
  #photo: string[] | null = null;
  #photoSize = 0;

  constructor(limits: CardLimits = cardLimits) {
    this.#limits = limits;
  }

  /** Physical lines seen so far. */
  get line(): number {
    return this.#number;
  }

  /** Throws FileError when a limit is passed, with the line. */
  *push(text: string): Generator<CardLines> {
    // A CR at the end of a piece may be half of a CRLF.
    let piece = this.#rest + text;
    this.#rest = '';
    if (piece.endsWith('\r')) {
      this.#rest = '\r';
      piece = piece.slice(0, -1);
    }
    const parts = piece.split(/\r\n|\n|\r/);
    const last = parts.pop() ?? '';
    for (const part of parts) yield* this.#physical(part);
    this.#keepRest(last);
  }

  *end(): Generator<CardLines> {
    const rest = this.#rest.replace(/\r$/, '');
    this.#rest = '';
    if (rest !== '') yield* this.#physical(rest);
    yield* this.#logical();
    if (this.#card !== null) throw new FileError('notClosed', this.#card.line);
  }

  /** The last line of a piece goes on in the next; a picture of megabytes on one line is not kept for that. */
  #keepRest(last: string): void {
    if (!this.#restIsCut && last.length > this.#limits.line) {
      if (isPhoto(last) && last.length <= mostPhoto) {
        this.#rest = last + this.#rest;
        return;
      }
      if (!binary.test(last)) throw new FileError('lineTooLong', this.#number + 1);
      this.#restIsCut = true;
    }
    this.#size += this.#restIsCut ? last.length : 0;
    if (this.#size > this.#limits.card) throw new FileError('cardTooBig', this.#card?.line ?? this.#number);
    this.#rest = (this.#restIsCut ? last.slice(0, 64) : last) + this.#rest;
  }

  *#physical(text: string): Generator<CardLines> {
    this.#number += 1;
    const isCut = this.#restIsCut;
    this.#restIsCut = false;
    this.#size += text.length + 1;
    if (this.#card !== null && this.#size > this.#limits.card)
      throw new FileError('cardTooBig', this.#card.line);
    if (/^[ \t]/.test(text) && this.#card !== null) {
      this.#append(text.slice(1));
      return;
    }
    if (this.#current !== null && !this.#dropping && this.#softBreak()) {
      this.#current = this.#current.slice(0, -1);
      this.#append(text);
      return;
    }
    // Some old phones do not fold their pictures.
    if (this.#dropping && /^[A-Za-z0-9+/]{20,}=*$/.test(text)) return this.#addToPhoto(text);
    yield* this.#logical();
    this.#dropping = binary.test(text);
    this.#current = this.#dropping ? '' : text;
    [this.#photo, this.#photoSize] = [isPhoto(text) && !isCut ? [] : null, 0];
    if (this.#dropping) this.#addToPhoto(text);
    this.#checkLine();
    if (/^(?:BEGIN|END):/i.test(text)) yield* this.#logical();
  }

  #softBreak(): boolean {
    return this.#current?.endsWith('=') === true && quotedPrintable.test(this.#current);
  }

  #append(text: string): void {
    if (this.#dropping) return this.#addToPhoto(text);
    if (this.#current === null) return;
    this.#current += text;
    this.#checkLine();
  }

  #addToPhoto(text: string): void {
    this.#photoSize += text.length;
    if (this.#photoSize > mostPhoto) this.#photo = null;
    this.#photo?.push(text);
  }

  #checkLine(): void {
    if (this.#current !== null && this.#current.length > this.#limits.line)
      throw new FileError('lineTooLong', this.#number);
  }

  *#logical(): Generator<CardLines> {
    const line = this.#current;
    const dropped = this.#dropping;
    const photo = this.#photo?.join('') ?? null;
    [this.#current, this.#dropping, this.#photo] = [null, false, null];
    if (dropped && photo !== null && this.#depth === 1 && this.#card !== null) this.#card.photo ??= photo;
    if (line === null || dropped || line.trim() === '') return;
    if (/^BEGIN:VCARD\s*$/i.test(line)) {
      this.#depth += 1;
      if (this.#depth === 1) {
        this.#card = { line: this.#number, lines: [], photo: null };
        this.#size = 0;
      }
    } else if (/^END:VCARD\s*$/i.test(line) && this.#card !== null) {
      this.#depth -= 1;
      if (this.#depth > 0) return;
      const card = this.#card;
      this.#card = null;
      yield card;
    } else if (this.#card === null) {
      // Between cards there is nothing to read: text here means that this is no vCard file.
      throw new FileError('notCards', this.#number);
    } else if (this.#depth === 1) this.#card.lines.push(line);
  }
}
