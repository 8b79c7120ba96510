/** Cards fetched, written and removed, each with the etag that it was seen with. */
import { setImmediate as pause } from 'node:timers/promises';
import { RowError } from '../../../shared/import/contact.ts';
import { readCard } from '../../../shared/import/vcard/patch.ts';
import type { FetchedCard } from '../../store/directories/port.ts';
import { DirectoryError, faultOf } from '../fault.ts';
import { decode } from '../../import/contact-of.ts';
import { cardOf, etagOf, multigetBody, multistatusOf, refuse, report } from './dav.ts';
import { request, type Session } from './http.ts';

export interface Card {
  href: string;
  etag: string;
  text: string;
}

/** Characters of one card, pictures included. */
const biggestCard = 8_000_000;

/** Those that are there; the paths of those that are not. */
export async function fetchCards(
  session: Session,
  book: string,
  hrefs: readonly string[],
): Promise<{ cards: Card[]; gone: string[]; tooBig: string[] }> {
  const found = { cards: [] as Card[], gone: [] as string[], tooBig: [] as string[] };
  const missing = new Set(hrefs);
  try {
    const { resources } = multistatusOf(await report(session, book, multigetBody(hrefs)));
    for (const resource of resources) {
      const { href } = resource;
      const text = cardOf(resource);
      if (href === null || !missing.has(href)) continue;
      if (resource.status === 404) found.gone.push(href);
      else if (text === null) continue;
      else if (text.length > biggestCard) found.tooBig.push(href);
      else found.cards.push({ href, etag: etagOf(resource), text });
      missing.delete(href);
    }
  } catch (error) {
    const { fault } = faultOf(error);
    // Too much at once: in halves. A server that knows no multiget is asked for each.
    if (fault === 'tooBig' && hrefs.length > 1) {
      const half = Math.ceil(hrefs.length / 2);
      for (const part of [hrefs.slice(0, half), hrefs.slice(half)]) {
        const { cards, gone, tooBig } = await fetchCards(session, book, part);
        found.cards.push(...cards);
        found.gone.push(...gone);
        found.tooBig.push(...tooBig);
      }
      return found;
    }
    if (fault === 'tooBig') return { ...found, tooBig: [...hrefs] };
    if (fault !== 'server' && fault !== 'notFound' && fault !== 'forbidden') throw error;
  }
  for (const href of missing) {
    const card = await fetchCard(session, href);
    if (card === null) found.gone.push(href);
    else found.cards.push(card);
  }
  return found;
}

/** Null when it is not there. */
export async function fetchCard(session: Session, href: string): Promise<Card | null> {
  const answer = await request(session, href, { method: 'GET', headers: { accept: 'text/vcard' } });
  if (answer.status === 404 || answer.status === 410) return null;
  refuse(answer);
  return { href, etag: etagIn(answer.headers.etag), text: answer.body };
}

const etagIn = (header: string | undefined): string => header?.trim() ?? '';

/** Read one by one: whoever calls meanwhile does not wait for a hundred. */
export async function readCards(cards: readonly Card[], country: string): Promise<FetchedCard[]> {
  const read: FetchedCard[] = [];
  for (const { href, etag, text } of cards) {
    try {
      read.push({ href, etag, contact: readCard(text, { country, decode }) });
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      read.push({ href, etag, fault: error.reason });
    }
    await pause();
  }
  return read;
}

/**
 * Returns the new etag, empty when the server does not say; null when somebody else was there first.
 * `etag` null: the card is new. Empty: nothing is known to compare with.
 */
export async function putCard(
  session: Session,
  href: string,
  text: string,
  etag: string | null,
): Promise<string | null> {
  const answer = await request(session, href, {
    method: 'PUT',
    headers: {
      'content-type': 'text/vcard; charset=utf-8',
      ...(etag === null ? { 'if-none-match': '*' } : etag === '' ? {} : { 'if-match': etag }),
    },
    body: text,
  });
  if (answer.status === 412) return null;
  refuse(answer);
  if (answer.status >= 300) throw new DirectoryError('server', String(answer.status));
  return etagIn(answer.headers.etag);
}

/** False when it was changed meanwhile. */
export async function deleteCard(session: Session, href: string, etag: string | null): Promise<boolean> {
  const answer = await request(session, href, {
    method: 'DELETE',
    ...(etag === null || etag === '' ? {} : { headers: { 'if-match': etag } }),
  });
  if (answer.status === 412) return false;
  if (answer.status !== 404 && answer.status !== 410) refuse(answer);
  return true;
}
