/** What is new in an address book: by sync-token (RFC 6578), else by ctag and etags. */
import { DirectoryError } from '../fault.ts';
import {
  D,
  canSync,
  ctagOf,
  etagOf,
  isBook,
  multistatusOf,
  propfind,
  report,
  syncBody,
  syncTokenOf,
  type Resource,
} from './dav.ts';
import type { Session } from './http.ts';
import { childOf, parseXml } from './xml.ts';

export interface Changes {
  /** By path: the etag that the server names, empty when it names none. */
  changed: Map<string, string>;
  gone: string[];
  marks: { syncToken: string | null; ctag: string | null };
}

export interface Known {
  /** By path; null is not there yet as far as is known. */
  etags: ReadonlyMap<string, string | null>;
  syncToken: string | null;
  ctag: string | null;
}

/** More cards than anybody has in one book. */
const mostCards = 200_000;
const pageSize = 1_000;
const mostPages = mostCards / pageSize + 50;

/** `thorough` compares every card by its etag, whatever the marks say. */
export async function changesOf(
  session: Session,
  book: string,
  known: Known,
  { thorough, onCount }: { thorough: boolean; onCount: (count: number) => void },
): Promise<Changes> {
  const head = await headOf(session, book);
  const ctag = ctagOf(head);
  const synced = canSync(head);
  if (!thorough && synced && known.syncToken !== null) {
    const since = await collect(session, book, known.syncToken, onCount).catch((error: unknown) => {
      if (error instanceof TokenExpired) return null;
      throw error;
    });
    if (since !== null) return against(known, since, ctag, false);
  }
  if (!thorough && !synced && ctag !== null && ctag === known.ctag)
    return { changed: new Map(), gone: [], marks: { syncToken: null, ctag } };
  // The mark first: what changes while the list is read is told the next time.
  const list = synced
    ? await collect(session, book, '', onCount).catch((error: unknown) => {
        if (error instanceof TokenExpired) return null;
        throw error;
      })
    : null;
  return against(known, list ?? (await listed(session, book, syncTokenOf(head))), ctag, true);
}

async function headOf(session: Session, book: string): Promise<Resource> {
  const { resources } = await propfind(session, book, 0, [
    'd:resourcetype',
    's:getctag',
    'd:sync-token',
    'd:supported-report-set',
  ]);
  const [head] = resources;
  if (head === undefined || !isBook(head)) throw new DirectoryError('noBook');
  return head;
}

interface Listing {
  etags: Map<string, string>;
  gone: string[];
  token: string | null;
}

class TokenExpired extends Error {}

/** Pages until the server says there is no more. */
async function collect(
  session: Session,
  book: string,
  from: string,
  onCount: (count: number) => void,
): Promise<Listing> {
  const all: Listing = { etags: new Map(), gone: [], token: from };
  for (let page = 0; ; page += 1) {
    if (page > mostPages) throw new DirectoryError('nonsense', 'pages without end');
    const answer = await report(session, book, syncBody(all.token ?? '', pageSize));
    if (answer.status >= 400 && isExpired(answer.status, answer.body)) throw new TokenExpired();
    const { resources, syncToken } = multistatusOf(answer);
    let more = false;
    const before = all.etags.size + all.gone.length;
    for (const resource of resources) {
      const { href, status } = resource;
      if (href === null) continue;
      if (samePath(href, book)) more ||= status === 507;
      else if (!href.startsWith(book)) continue;
      else if (status === 404) all.gone.push(href);
      else all.etags.set(href, etagOf(resource));
    }
    if (all.etags.size > mostCards) throw new DirectoryError('tooBig', `${mostCards}`);
    onCount(all.etags.size);
    if (more && (syncToken === all.token || all.etags.size + all.gone.length === before))
      throw new DirectoryError('nonsense', 'pages without end');
    all.token = syncToken;
    if (!more) return all;
  }
}

/** RFC 6578 3.2: DAV:valid-sync-token; some servers say it by the status alone. */
function isExpired(status: number, body: string): boolean {
  if (status === 409 || status === 410 || status === 412 || status === 400) return true;
  if (status !== 403) return false;
  try {
    return parseXml(body).children.some(({ name }) => name === 'DAV:|valid-sync-token');
  } catch {
    return false;
  }
}

async function listed(session: Session, book: string, token: string | null): Promise<Listing> {
  const { resources } = await propfind(session, book, 1, ['d:getetag', 'd:resourcetype']);
  const etags = new Map<string, string>();
  for (const resource of resources) {
    const { href, props } = resource;
    const folder = (childOf(props, D('resourcetype'))?.children.length ?? 0) > 0;
    if (href === null || samePath(href, book) || !href.startsWith(book) || folder) continue;
    etags.set(href, etagOf(resource));
  }
  if (etags.size > mostCards) throw new DirectoryError('tooBig', `${mostCards}`);
  return { etags, gone: [], token };
}

const samePath = (a: string, b: string): boolean => a.replace(/\/$/, '') === b.replace(/\/$/, '');

/** `whole`: what is known and not listed is gone. */
function against(
  known: Known,
  { etags, gone, token }: Listing,
  ctag: string | null,
  whole: boolean,
): Changes {
  const changed = new Map([...etags].filter(([href, etag]) => etag === '' || known.etags.get(href) !== etag));
  const missing = whole
    ? [...known.etags].flatMap(([href, etag]) => (etag !== null && !etags.has(href) ? [href] : []))
    : gone.filter(href => known.etags.has(href) && !etags.has(href));
  return { changed, gone: missing, marks: { syncToken: token === '' ? null : token, ctag } };
}
