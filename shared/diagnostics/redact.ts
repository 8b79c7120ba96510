/** Makes of a SIP message what may be shown to a stranger. Everything in the message is hostile. Pure. */
import {
  addressHeaders,
  compact,
  credentialHeaders,
  deviceWords,
  knownWords,
  methods,
  namedHeaders,
  numberHeaders,
  programs,
  wordHeaders,
} from './vocabulary.ts';
import { redactSdp } from './redact-sdp.ts';

export interface RedactorOptions {
  /** The same text always gives the same short mark, and the mark says nothing of the text: keyed, of lower-case letters. */
  mark: (text: string) => string;
  /** Hosts that the person who set Hatif up named: servers and domains of lines, STUN and TURN. */
  hosts: () => ReadonlySet<string>;
}

export interface Redactor {
  sip(message: string): string;
  /** `host` or `host:port`. */
  host(host: string): string;
  /** An audio device's name as the system gives it. */
  device(label: string): string;
}

/** Characters of one message that are looked at, and its headers. */
const most = { text: 20_000, headers: 120, addresses: 6 };
/** Longer numbers could be telephone numbers. */
const digits = (text: string | undefined): string => /^\s*(\d{1,6})(?!\d)/.exec(text ?? '')?.[1] ?? '…';

export function createRedactor({ mark, hosts }: RedactorOptions): Redactor {
  const host = (text: string): string => {
    const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text.trim().toLowerCase()) ?? [];
    if (name === '') return '…';
    const bare = name.replace(/\.$/, '');
    const shown = hosts().has(bare) || isOwnNetwork(bare) ? bare : markOf(bare);
    return port === undefined ? shown : `${shown}:${port}`;
  };
  const markOf = (name: string): string => {
    if (name.endsWith('.invalid')) return `${mark(name)}.invalid`;
    return `${/^[\d.[\]:a-f]+$/.test(name) ? 'address' : 'host'}-${mark(name)}`;
  };
  const uri = (text: string): string => {
    const [, scheme = '', rest = ''] = /^(sips?|tel):(.*)$/is.exec(text) ?? [];
    if (scheme === '') return '…';
    const [address = '', ...parameters] = rest.split(/[;?]/);
    if (scheme.toLowerCase() === 'tel') return `tel:user-${mark(address)}`;
    const at = address.lastIndexOf('@');
    const user = at < 0 ? '' : `user-${mark(address.slice(0, at))}@`;
    const kept = parameters
      .map(each => each.toLowerCase())
      .filter(each => /^(lr|ob|transport=(ws|wss|udp|tcp|tls))$/.test(each));
    return [`${scheme.toLowerCase()}:${user}${host(address.slice(at + 1))}`, ...kept].join(';');
  };

  const parameter = (value: string, name: string): string | undefined =>
    new RegExp(`[;?\\s,]${name}\\s*=\\s*"?([^\\s;,>"]{1,300})`, 'i').exec(value)?.[1];

  const addresses = (value: string): string => {
    const found = (value.match(/(?:sips?|tel):[^\s<>",]{1,500}/gi) ?? []).slice(0, most.addresses);
    const tag = parameter(value.replace(/<[^>]*>/g, ''), 'tag');
    const expires = parameter(value, 'expires');
    return [
      found.length === 0
        ? value.trim() === '*'
          ? '*'
          : '…'
        : found.map(each => `<${uri(each)}>`).join(', '),
      ...(tag === undefined ? [] : [`tag=${mark(tag)}`]),
      ...(expires === undefined ? [] : [`expires=${digits(expires)}`]),
    ].join(';');
  };
  const via = (value: string): string =>
    value
      .split(',')
      .slice(0, most.addresses)
      .map(each => {
        const [, transport, sentBy = ''] =
          /^\s*SIP\s*\/\s*2\.0\s*\/\s*(UDP|TCP|TLS|WSS|WS)\s+([^\s;]{1,300})/i.exec(each) ?? [];
        if (transport === undefined) return '…';
        const branch = parameter(each, 'branch');
        const received = parameter(each, 'received');
        return [
          `SIP/2.0/${transport.toUpperCase()} ${host(sentBy)}`,
          ...(branch === undefined ? [] : [`branch=${mark(branch)}`]),
          ...(received === undefined ? [] : [`received=${host(received)}`]),
        ].join(';');
      })
      .join(', ');
  const credentials = (value: string): string => {
    const realm = /realm\s*=\s*"([^"]{0,300})"/i.exec(value)?.[1];
    const algorithm = parameter(value, 'algorithm')?.toUpperCase();
    const answered = /[\s,]response\s*=/i.test(value);
    return [
      /^\s*digest\s/i.test(value) ? 'Digest' : '…',
      ...(realm === undefined ? [] : [`realm=${host(realm)}`]),
      ...(/^(MD5|SHA-256|SHA-512-256)(-SESS)?$/.test(algorithm ?? '') ? [`algorithm=${algorithm}`] : []),
      ...(/qop\s*=\s*"?[^"]*auth/i.test(value) ? ['qop=auth'] : []),
      ...(/stale\s*=\s*"?true/i.test(value) ? ['stale=true'] : []),
      ...(answered ? ['response=…'] : []),
    ].join(' ');
  };
  const program = (value: string): string =>
    (value.match(/[A-Za-z0-9][A-Za-z0-9.-]*(?:[/ ]v?[\d.]{1,12})?/g) ?? [])
      .slice(0, 12)
      .flatMap(each => {
        const [, name = '', version] = /^([^/ ]+)(?:[/ ]v?([\d.]+))?$/.exec(each) ?? [];
        if (!programs.has(name.toLowerCase())) return [];
        return [/^\d{1,3}(\.\d{1,4}){0,3}$/.test(version ?? '') ? `${name}/${version}` : name];
      })
      .join(' ') || '…';
  const listed = (value: string): string => {
    const expires = parameter(value, 'expires');
    return [
      ...value
        .split(/[\s,;="]+/)
        .filter(each => each !== '')
        .slice(0, 40)
        .map(each => (knownWords.has(each.toLowerCase()) ? each.toLowerCase() : '…')),
      ...(expires === undefined ? [] : [`expires=${digits(expires)}`]),
    ].join(' ');
  };

  const header = (name: string, value: string): string | null => {
    if (addressHeaders.has(name)) return addresses(value);
    if (numberHeaders.has(name)) return digits(value);
    if (wordHeaders.has(name)) return listed(value);
    if (credentialHeaders.has(name)) return credentials(value);
    if (namedHeaders.has(name)) return '…';
    switch (name) {
      case 'via':
        return via(value);
      case 'call-id':
        return `call-${mark(value.trim())}`;
      case 'replaces':
        return `call-${mark(/^[^;]*/.exec(value)?.[0].trim() ?? '')}`;
      case 'cseq':
      case 'rack':
        return `${digits(value)} ${methodOf(/([A-Z]+)\s*$/.exec(value)?.[1] ?? '')}`;
      case 'user-agent':
      case 'server':
        return program(value);
      case 'reason':
        return `${/^\s*(SIP|Q\.850)\s*;/i.exec(value)?.[1]?.toUpperCase() ?? '…'};cause=${digits(parameter(value, 'cause'))}`;
      case 'warning':
        return digits(value);
      default:
        return null;
    }
  };

  return {
    host,
    device: redactDevice,
    sip(message) {
      if (message.trim() === '') return '(keep-alive)';
      const text = message.slice(0, most.text);
      const split = /\r?\n\r?\n/.exec(text);
      const head = split === null ? text : text.slice(0, split.index);
      const body = split === null ? '' : text.slice(split.index + split[0].length);
      const [first = '', ...lines] = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
      const start = startLine(first, uri);
      if (start === null) return `(not SIP, ${message.length} characters)`;
      let others = 0;
      let type = '';
      const shown = lines.slice(0, most.headers).flatMap(line => {
        const [, given = '', value = ''] = /^([^\s:]{1,64})\s*:(.*)$/s.exec(line) ?? [];
        const name = compact[given.toLowerCase()] ?? given.toLowerCase();
        if (name === 'content-type') type = value.trim().toLowerCase();
        const said = header(name, value);
        if (said === null) others += 1;
        return said === null ? [] : [`${capital(name)}: ${said}`];
      });
      if (others > 0) shown.push(`(${others} other headers)`);
      return [start, ...shown, ...bodyOf(type, body, host)].join('\n');
    },
  };
}

/** Its maker's words, its first number and the ids of vendor and product, which Chromium puts at the end. */
function redactDevice(label: string): string {
  const [, name = '', ids = ''] =
    /^(.*?)(\s*\([0-9a-f]{4}:[0-9a-f]{4}\))?$/is.exec(label.slice(0, 300)) ?? [];
  let numbers = 0;
  const said = name
    .split(/[\s()[\],/:]+/)
    .filter(each => each !== '')
    .slice(0, 16)
    .map(each => {
      if (deviceWords.has(each.toLowerCase())) return each;
      return /^\d{1,3}$/.test(each) && numbers++ === 0 ? each : '…';
    });
  return said.join(' ') + ids;
}

const methodOf = (text: string): string => (methods.has(text) ? text : '…');

function startLine(line: string, uri: (text: string) => string): string | null {
  const status = /^SIP\/2\.0\s+(\d{3})(?!\d)/i.exec(line)?.[1];
  if (status !== undefined) return `SIP/2.0 ${status}`;
  const [, method, target = ''] = /^(\S{1,32})\s+(.*?)\s+SIP\/2\.0\s*$/i.exec(line) ?? [];
  return method === undefined ? null : `${methodOf(method)} ${uri(target)} SIP/2.0`;
}

function bodyOf(type: string, body: string, host: (text: string) => string): string[] {
  if (body.trim() === '') return [];
  if (type.startsWith('application/sdp')) return ['', ...redactSdp(body, host)];
  const status = /^\s*SIP\/2\.0\s+(\d{3})(?!\d)/.exec(body)?.[1];
  if (type.startsWith('message/sipfrag') && status !== undefined) return ['', `SIP/2.0 ${status}`];
  return ['', `(${body.length} characters)`];
}

const capital = (name: string): string =>
  name === 'cseq' ? 'CSeq' : name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase());

/** Addresses that mean nothing outside the own network (RFC 1918, 3927, 4193, 4291), and this machine. */
function isOwnNetwork(name: string): boolean {
  if (name === 'localhost' || /^\[(::1|f[cd][0-9a-f]{2}:[0-9a-f:]{1,40}|fe80:[0-9a-f:]{1,40})\]$/.test(name))
    return true;
  const [a, b, c, d, ...rest] = name.split('.').map(part => (/^\d{1,3}$/.test(part) ? Number(part) : 999));
  if ([a, b, c, d].some(part => part === undefined || part > 255) || rest.length > 0) return false;
  return a === 10 || a === 127 || (a === 192 && b === 168) || (a === 169 && b === 254) || isBlock172(a, b);
}
const isBlock172 = (a: number | undefined, b = 0): boolean => a === 172 && b >= 16 && b <= 31;
