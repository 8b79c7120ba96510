/**
 * S3: hostile strings through every path by which text of ours reaches SIP. Either nothing is sent, or exactly the
 * headers that were meant. Control: the same strings given to SIP.js as they are.
 */
import { Core, Grammar, URI } from 'sip.js';
import { HatifError } from '../shared/errors.ts';
import { readAddress, readUri } from '../shared/sip/address.ts';
import { headersOf, readMessage } from '../shared/sip/message.ts';
import { readTarget, targetUri } from '../shared/sip/target.ts';
import { escapeDisplayName, extraHeader, reasonHeader, safeHeaderText } from '../shared/sip/text.ts';
import type { Bench } from './figure.ts';
import { createRandom, type Random } from './random.ts';

const domain = 'pbx.example.org';
const stockStrings = 20_000;
const own = new URI('sip', 'agent', domain);

interface Path {
  name: string;
  /** The message with `text` in it, made by our rules. Throws HatifError where they refuse the text. */
  ours(text: string): string;
  /** The same without our rules. */
  stock(text: string): string;
  /** Names of the headers of this message, in order. */
  intended: readonly string[];
}

const usual = [
  'via', 'to', 'from', 'cseq', 'call-id', 'max-forwards', 'supported', 'user-agent', 'content-length',
] as const; // prettier-ignore
const withExtra = [...usual.slice(0, 6), 'extra', ...usual.slice(6)];

function request(
  options: Core.OutgoingRequestMessageOptions,
  extraHeaders: string[] = [],
  target: URI = new URI('sip', '1001', domain),
): string {
  return new Core.OutgoingRequestMessage('INVITE', target, own, target, options, extraHeaders).toString();
}

const incoming = Core.Parser.parseMessage(
  [
    'INVITE sip:agent@a.invalid SIP/2.0',
    'Via: SIP/2.0/WSS pbx.example.org;branch=z9hG4bK1',
    'From: <sip:1001@pbx.example.org>;tag=1',
    'To: <sip:agent@pbx.example.org>',
    'Call-ID: 1',
    'CSeq: 1 INVITE',
    '',
    '',
  ].join('\r\n'),
  new Core.LoggerFactory().getLogger('bench'),
);

function response(reasonPhrase: string): string {
  if (!(incoming instanceof Core.IncomingRequestMessage))
    throw new Error('SIP.js cannot read a plain INVITE.');
  return Core.constructOutgoingResponse(incoming, { statusCode: 486, reasonPhrase, toTag: 'x' }).message;
}

function uri(text: string): URI {
  const made = Grammar.URIParse(text);
  if (made === undefined) throw new HatifError('badNumber', 'SIP.js cannot read it.');
  return made;
}

const paths: readonly Path[] = [
  {
    name: 'display name',
    ours: text => request({ fromDisplayName: escapeDisplayName(text) }),
    stock: text => request({ fromDisplayName: text }),
    intended: usual,
  },
  {
    name: 'target',
    ours: text => request({}, [], uri(targetUri(readTarget(text), domain))),
    stock: text => request({}, [], uri(`sip:${text}@${domain}`)),
    intended: usual,
  },
  {
    name: 'target host',
    ours: text => request({}, [], uri(targetUri(readTarget(`sip:1001@${text}`), domain))),
    stock: text => request({}, [], new URI('sip', '1001', text)),
    intended: usual,
  },
  {
    name: 'extra header',
    ours: text => request({}, [extraHeader('Extra', text)]),
    stock: text => request({}, [`Extra: ${text}`]),
    intended: withExtra,
  },
  {
    name: 'user agent',
    ours: text => request({ userAgentString: safeHeaderText(text) }),
    stock: text => request({ userAgentString: text }),
    intended: usual,
  },
  {
    name: 'reason',
    ours: text => request({}, [reasonHeader('SIP', 486, text)]),
    stock: text => request({}, [`Reason: SIP;cause=486;text="${text}"`]),
    intended: withExtra.map(name => (name === 'extra' ? 'reason' : name)),
  },
  {
    name: 'reason phrase',
    ours: text => response(safeHeaderText(text)),
    stock: text => response(text),
    intended: ['via', 'from', 'to', 'cseq', 'call-id', 'content-length'],
  },
];

export const bench: Bench = {
  id: 'S3',
  bar: 'hostile strings through every path to SIP: exactly the intended headers, or nothing',
  seconds: 30,
  run: async ({ full }) => {
    const strings = full ? 1_000_000 : 50_000;
    const ours = { sent: 0, refused: 0, wrong: 0 };
    const stock = { tried: 0, wrong: 0 };
    const random = createRandom(3);
    for (let i = 0; i < strings; i++) {
      const text = hostile(random);
      for (const path of paths) {
        const message = attempt(() => path.ours(text));
        if (message === null) ours.refused++;
        else ours.sent++;
        if (message !== null && !isAsIntended(message, path)) ours.wrong++;
        if (i >= stockStrings) continue;
        stock.tried++;
        const other = attempt(() => path.stock(text));
        if (other !== null && !isAsIntended(other, path)) stock.wrong++;
      }
    }
    return Promise.resolve([
      {
        measured: [
          `strings ${strings} paths ${paths.length} sent ${ours.sent} refused ${ours.refused}`,
          `wrong ${ours.wrong} (0)`,
        ],
        holds: ours.wrong === 0 && ours.sent > 0,
        control: {
          text: `stock SIP.js sends ${stock.wrong} of ${stock.tried} wrong`,
          failed: stock.wrong > 0,
        },
        n: strings * paths.length,
      },
    ]);
  },
};

/** Null where the text is refused, by us or by SIP.js. */
function attempt(make: () => string): string | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof HatifError || error instanceof URIError || error instanceof TypeError) return null;
    throw error;
  }
}

/** The headers that were meant, each once; addresses that are still ours; a start line of three parts; no body. */
function isAsIntended(text: string, path: Path): boolean {
  const message = readMessage(text);
  if (message === null || message.fault !== null || message.bodyStart !== text.length) return false;
  if (message.headers.map(field => field.name).join() !== path.intended.join()) return false;
  if (/[\r\n\0]/.test(message.startLine) || message.headers.some(field => /[\r\n\0]/.test(field.value)))
    return false;
  const [from = ''] = headersOf(message, 'from');
  const [to = ''] = headersOf(message, 'to');
  const sender = readUri(readAddress(from)?.uri ?? '');
  const callee = readUri(readAddress(to)?.uri ?? '');
  if (sender === null || sender.host !== domain || callee === null || callee.headers !== null) return false;
  return !message.startLine.startsWith('INVITE') || message.startLine.split(' ').length === 3;
}

const pieces = [
  '\r\n', '\r', '\n', '\0', '\r\nX-Evil: 1', '\r\n\r\nbody', '\n\nINVITE sip:x SIP/2.0', '%0d%0a', '%00', '%', '"', '\\', '\\"',
  '<', '>', '@', ';', '?', '=', '&', ',', ':', ' ', '\t', '\u0085', '\u2028', '\u2029', '\ud800', '\u{1f4de}', 'ليلى', '٠٥٠', '+966',
  'sip:', 'tel:', 'x?X-Evil=1&Replaces=abc', '>;tag=evil', '" <sip:evil@evil.example>', 'evil.example', 'a', 'Layla', '1001', '#', '*',
] as const; // prettier-ignore

/** One to six pieces, so that a good part holds nothing bad. */
function hostile(random: Random): string {
  let text = '';
  for (let n = 1 + random.below(6); n > 0; n--) {
    text += random.below(8) === 0 ? String.fromCharCode(random.below(0x10000)) : random.pick(pieces);
  }
  return text;
}
