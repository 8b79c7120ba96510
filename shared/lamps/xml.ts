/** XML that a phone system sends, as plain data. Hostile text: no document types, no entities of its own, no depth. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export type XmlNode = { readonly [name: string]: unknown };

/** Characters; a SIP frame holds no more. */
const longest = 65_536;
const deepest = 16;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: deepest,
});

/** The root element of that name (without its prefix); null for what is not well-formed, or is more than it need be. */
export function readXml(text: string, root: string): XmlNode | null {
  if (text.length > longest || /<!(?:DOCTYPE|ENTITY)/i.test(text)) return null;
  try {
    if (XMLValidator.validate(text) !== true) return null;
    return node((parser.parse(text) as XmlNode)[root]);
  } catch {
    return null;
  }
}

/** Elements of that name, in order. */
export function children(of: XmlNode, name: string): XmlNode[] {
  const found = of[name];
  const all = Array.isArray(found) ? (found as unknown[]) : found === undefined ? [] : [found];
  return all.map(each => node(each) ?? { '#text': typeof each === 'string' ? each : '' });
}

export const child = (of: XmlNode | undefined, name: string): XmlNode | undefined =>
  of === undefined ? undefined : children(of, name)[0];

export function attribute(of: XmlNode | undefined, name: string): string | null {
  const value = of?.[`@${name}`];
  return typeof value === 'string' ? value : null;
}

/** Text of an element in one line; null when there is none. */
export function textOf(of: XmlNode | undefined): string | null {
  const value = of?.['#text'];
  const line = typeof value === 'string' ? value.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim() : '';
  return line === '' ? null : line;
}

function node(value: unknown): XmlNode | null {
  if (value === '') return {};
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as XmlNode) : null;
}
