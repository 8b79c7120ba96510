/** WebDAV's answers (RFC 4918) as far as CardDAV (RFC 6352) and sync (RFC 6578) need them. */
import { DirectoryError } from '../fault.ts';
import { request, type Answer, type Session } from './http.ts';
import { childOf, escaped, parseXml, textOf, type Element } from './xml.ts';

export const D = (name: string): string => `DAV:|${name}`;
export const C = (name: string): string => `urn:ietf:params:xml:ns:carddav|${name}`;
const S = (name: string): string => `http://calendarserver.org/ns/|${name}`;

const namespaces =
  'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav" xmlns:s="http://calendarserver.org/ns/"';
const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';

export interface Resource {
  /** Path on this server, in one spelling; null for what lies elsewhere. */
  href: string | null;
  /** Of the resource as a whole; 200 when its properties have theirs. */
  status: number;
  /** Properties that are there. */
  props: Element;
}

export interface Multistatus {
  resources: Resource[];
  syncToken: string | null;
}

/** Path of a reference, in one spelling; null when it points to another server. */
export function pathOf(href: string, base: URL): string | null {
  const url = URL.parse(href.trim(), base.href);
  if (url === null || url.origin !== base.origin) return null;
  try {
    return encodeURI(decodeURI(url.pathname));
  } catch {
    return url.pathname;
  }
}

export async function propfind(
  session: Session,
  path: string,
  depth: 0 | 1,
  props: readonly string[],
): Promise<Multistatus & { status: number }> {
  const answer = await request(session, path, {
    method: 'PROPFIND',
    headers: { depth: String(depth), 'content-type': 'application/xml; charset=utf-8' },
    body: `${declaration}<d:propfind ${namespaces}><d:prop>${props.map(prop => `<${prop}/>`).join('')}</d:prop></d:propfind>`,
  });
  return { ...multistatusOf(answer), status: answer.status };
}

export async function report(session: Session, path: string, body: string): Promise<Answer> {
  return request(session, path, {
    method: 'REPORT',
    // RFC 6578 3.2 wants 0, the multiget of RFC 6352 8.7 ignores it.
    headers: { depth: '0', 'content-type': 'application/xml; charset=utf-8' },
    body: declaration + body,
  });
}

export const syncBody = (token: string, most: number): string =>
  `<d:sync-collection ${namespaces}><d:sync-token>${escaped(token)}</d:sync-token><d:sync-level>1</d:sync-level>` +
  `<d:limit><d:nresults>${most}</d:nresults></d:limit><d:prop><d:getetag/></d:prop></d:sync-collection>`;

export const multigetBody = (hrefs: readonly string[]): string =>
  `<c:addressbook-multiget ${namespaces}><d:prop><d:getetag/><c:address-data/></d:prop>` +
  `${hrefs.map(href => `<d:href>${escaped(href)}</d:href>`).join('')}</c:addressbook-multiget>`;

/** Throws DirectoryError when it is none. */
export function multistatusOf(answer: Answer): Multistatus {
  refuse(answer);
  if (answer.status !== 207) throw new DirectoryError('nonsense', String(answer.status));
  const root = parseXml(answer.body);
  if (root.name !== D('multistatus')) throw new DirectoryError('nonsense', root.name);
  return {
    resources: root.children
      .filter(({ name }) => name === D('response'))
      .map(response => resourceOf(response, answer.url)),
    syncToken: textOf(childOf(root, D('sync-token'))),
  };
}

/** Throws for a status that says that nothing was done. */
export function refuse({ status }: Answer): void {
  if (status === 403) throw new DirectoryError('forbidden', '403');
  if (status === 404 || status === 410) throw new DirectoryError('notFound', String(status));
  if (status === 507) throw new DirectoryError('full', '507');
  if (status >= 400) throw new DirectoryError('server', String(status));
}

function resourceOf(response: Element, base: URL): Resource {
  const props: Element = { name: D('prop'), text: '', children: [] };
  for (const propstat of response.children.filter(({ name }) => name === D('propstat')))
    if (statusOf(propstat) === 200) props.children.push(...(childOf(propstat, D('prop'))?.children ?? []));
  const own = childOf(response, D('status'));
  return {
    href: pathOf(textOf(childOf(response, D('href'))) ?? '', base),
    status: own === undefined ? 200 : statusOf(response),
    props,
  };
}

const statusOf = (element: Element): number =>
  Number(/^HTTP\/\S+\s+(\d{3})/.exec(textOf(childOf(element, D('status'))) ?? '')?.[1] ?? 200);

export const isBook = ({ props }: Resource): boolean =>
  childOf(childOf(props, D('resourcetype')), C('addressbook')) !== undefined;

export const etagOf = ({ props }: Resource): string => textOf(childOf(props, D('getetag'))) ?? '';
export const ctagOf = ({ props }: Resource): string | null => textOf(childOf(props, S('getctag')));
export const cardOf = ({ props }: Resource): string | null => childOf(props, C('address-data'))?.text ?? null;
export const syncTokenOf = ({ props }: Resource): string | null => textOf(childOf(props, D('sync-token')));
export const nameOf = ({ props }: Resource): string => textOf(childOf(props, D('displayname'))) ?? '';

export const canSync = ({ props }: Resource): boolean =>
  childOf(props, D('supported-report-set'))?.children.some(each =>
    each.children.some(({ children }) => children.some(({ name }) => name === D('sync-collection'))),
  ) ?? false;

/** References within a property, those to other servers as they stand. */
export function hrefsOf({ props }: Resource, property: string): string[] {
  return (childOf(props, property)?.children ?? [])
    .filter(({ name }) => name === D('href'))
    .flatMap(element => textOf(element) ?? []);
}
