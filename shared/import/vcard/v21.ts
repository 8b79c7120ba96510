/**
 * vCard 2.1 said in the way of 3.0, so that one parser reads both: bare parameters (`TEL;CELL;PREF:`) become TYPE,
 * quoted-printable is decoded in its charset, text is escaped (vCard 2.1, sections 2.1.2 to 2.1.5).
 */
export type DecodeBytes = (bytes: Uint8Array, charset: string) => string;

/** Whether a line is in the old way, whatever version its card claims. */
export function isOldWay(line: string): boolean {
  const head = line.slice(0, valueAt(line) - 1);
  return /;(?![\w-]+=)|;ENCODING=QUOTED-PRINTABLE|;CHARSET=/i.test(head);
}

export function in30(line: string, decode: DecodeBytes): string {
  const at = valueAt(line);
  const [name = '', ...parameters] = line.slice(0, at - 1).split(';');
  let [quoted, charset] = [false, 'utf-8'];
  const types: string[] = [];
  const kept: string[] = [];
  for (const parameter of parameters) {
    const [key = '', value] = parameter.split(/=(.*)/s);
    if (/^QUOTED-PRINTABLE$/i.test(value ?? key)) quoted = true;
    else if (/^CHARSET$/i.test(key)) charset = (value ?? '').trim();
    else if (/^ENCODING$/i.test(key) || /^(BASE64|8BIT|7BIT)$/i.test(key)) continue;
    else if (value === undefined || /^TYPE$/i.test(key)) types.push(value ?? key);
    else kept.push(parameter);
  }
  const plainTypes = types.map(type => type.replace(/[^\w\- ,]/g, '')).filter(Boolean);
  const raw = line.slice(at);
  const text = quoted ? decode(bytesOf(raw), charset) : raw;
  const head = [name, ...plainTypes.map(type => `TYPE=${type}`), ...kept].join(';');
  return `${head}:${escapeText(text)}`;
}

/** Where the value begins: after the first colon that is not within quotes. 0 without one. */
export function valueAt(line: string): number {
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ':' && !quoted) return at + 1;
  }
  return line.indexOf(':') + 1;
}

/** RFC 2045, 6.7. What is no valid escape stays as it is. */
function bytesOf(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const hex = text[at] === '=' ? text.slice(at + 1, at + 3) : '';
    if (/^[\da-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else bytes.push(...utf8(text.codePointAt(at) ?? 0));
    if ((text.codePointAt(at) ?? 0) > 0xffff) at += 1;
  }
  return Uint8Array.from(bytes);
}

function utf8(code: number): number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}

const escapeText = (text: string): string =>
  text
    .replace(/\\(?!;)/g, '\\\\')
    .replace(/,/g, '\\,')
    .replace(/\r\n?|\n/g, '\\n');
