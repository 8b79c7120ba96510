/** From what was entered to the address books: RFC 6764 and RFC 6352, 7.1.1. */
import type { TestResult, TestStep } from '../../../shared/directories/types.ts';
import { DirectoryError, faultOf } from '../fault.ts';
import { C, D, hrefsOf, isBook, nameOf, pathOf, propfind, type Resource } from './dav.ts';
import type { Session } from './http.ts';

const wellKnown = '/.well-known/carddav';
const props = ['d:resourcetype', 'd:displayname', 'd:current-user-principal', 'c:addressbook-home-set'];
const mostBooks = 100;

type Book = TestResult['books'][number];

/** The books that the account can see. Rejects with DirectoryError; `elsewhere` names the other server. */
export async function findBooks(session: Session, entered: string): Promise<Book[]> {
  const { pathname } = new URL(entered);
  const [first, second] = pathname === '/' ? [wellKnown, pathname] : [pathname, wellKnown];
  const found = await look(session, first).catch((error: unknown) => {
    if (faultOf(error).fault !== 'notFound' && faultOf(error).fault !== 'server' && faultOf(error).fault !== 'nonsense')
      throw error;
    return look(session, second);
  }); // prettier-ignore
  if (found.some(isBook)) return booksAmong(session, found);
  const [start] = found;
  if (start === undefined) throw new DirectoryError('noBook');
  const homes = hrefsOf(start, C('addressbook-home-set'));
  for (const principal of hrefsOf(start, D('current-user-principal')))
    if (homes.length === 0)
      for (const resource of await look(session, onThisServer(session, principal)))
        homes.push(...hrefsOf(resource, C('addressbook-home-set')));
  const books: Book[] = [];
  for (const home of homes.slice(0, 5)) {
    const { resources } = await propfind(session, onThisServer(session, home), 1, props);
    books.push(...booksAmong(session, resources));
  }
  if (books.length === 0) throw new DirectoryError('noBook');
  return books.slice(0, mostBooks);
}

const look = async (session: Session, path: string): Promise<Resource[]> =>
  (await propfind(session, path, 0, props)).resources;

function booksAmong({ origin }: Session, resources: readonly Resource[]): Book[] {
  return resources.flatMap(resource => {
    if (!isBook(resource) || resource.href === null) return [];
    const name = nameOf(resource) || decodeURIComponent(resource.href).split('/').filter(Boolean).at(-1);
    return [{ url: new URL(asFolder(resource.href), origin).href, name: (name ?? '').slice(0, 200) }];
  });
}

const asFolder = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

function onThisServer({ origin }: Session, href: string): string {
  const path = pathOf(href, new URL(origin));
  if (path === null) throw new DirectoryError('elsewhere', URL.parse(href, origin)?.href ?? '');
  return path;
}

/** The same in steps that a person can follow. */
export async function testBooks(session: Session, entered: string): Promise<TestResult> {
  const steps: TestStep[] = [];
  const passed = (step: TestStep['step'], detail: string): void =>
    void steps.push({ step, fault: null, detail });
  try {
    const books = await findBooks(session, entered);
    passed('connect', new URL(entered).host);
    passed('signIn', session.user);
    passed('book', String(books.length));
    const [book] = books;
    if (book !== undefined) {
      const { resources } = await propfind(session, new URL(book.url).pathname, 1, ['d:getetag']);
      passed('read', String(Math.max(0, resources.length - 1)));
    }
    return { steps, books, elsewhere: null };
  } catch (error) {
    const { fault, detail } = faultOf(error);
    const connected = !['unreachable', 'slow', 'certificate', 'refusedAddress'].includes(fault);
    if (connected && steps.length === 0) passed('connect', new URL(entered).host);
    if (connected && fault !== 'signIn' && steps.length === 1) passed('signIn', session.user);
    const step = (['connect', 'signIn', 'book', 'read'] as const)[steps.length] ?? 'read';
    steps.push({ step, fault, detail });
    return { steps, books: [], elsewhere: fault === 'elsewhere' ? detail : null };
  }
}
