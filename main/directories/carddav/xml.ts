/** XML of a WebDAV answer, with namespaces, by saxes: no document types, no entities but XML's own, nothing fetched. */
import { SaxesParser } from 'saxes';
import { DirectoryError } from '../fault.ts';

export interface Element {
  /** `DAV:|href`. */
  name: string;
  text: string;
  children: Element[];
}

const mostElements = 1_000_000;
const deepest = 40;

/** Throws DirectoryError `nonsense`. */
export function parseXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const top: Element = { name: '', text: '', children: [] };
  const open: Element[] = [top];
  let count = 0;
  parser.on('error', error => {
    throw new DirectoryError('nonsense', error.message);
  });
  parser.on('doctype', () => {
    throw new DirectoryError('nonsense', 'a document type');
  });
  parser.on('opentag', ({ uri, local }) => {
    count += 1;
    if (count > mostElements || open.length > deepest) throw new DirectoryError('tooBig', 'elements');
    const element: Element = { name: `${uri}|${local}`, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const add = (piece: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [root] = top.children;
  if (root === undefined) throw new DirectoryError('nonsense', 'no XML');
  return root;
}

export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find(child => child.name === name);

export const textOf = (element: Element | undefined): string | null => element?.text.trim() ?? null;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text within an element; what XML 1.0 cannot hold is left out. */
export const escaped = (text: string): string =>
  text
    .replace(/[&<>]/g, sign => escapes[sign] ?? sign)
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
