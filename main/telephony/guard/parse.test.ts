import { readdirSync, readFileSync } from 'node:fs';
import { Core, type NameAddrHeader } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { createGuard } from '../../../shared/sip/guard.ts';
import { parseMessage } from './parse.ts';
import { createReceiver } from './receive.ts';
import { startBareAgent } from './testing.ts';

const folder = new URL('../../../shared/sip/torture/', import.meta.url);
const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;
const logger = loggerFactory.getLogger('test');
const guard = createGuard();

/** Every part of an address; the order of its parameters says nothing. */
function parts(address: NameAddrHeader | undefined) {
  if (!address) return null;
  const { uri, displayName } = address;
  const parameters = (address as unknown as { parameters: Record<string, string | null> }).parameters;
  return { uri: uri.toRaw(), user: uri.user, host: uri.host, port: uri.port, displayName, parameters };
}

/** All that SIP.js ever looks at in a message. It keeps the line ends of folded values, which nobody looks at. */
function seen(message: Core.IncomingMessage | null | undefined) {
  if (!message) return null;
  const addresses = (name: string) =>
    message.getHeaders(name).map((_, i) => parts(message.parseHeader(name, i) as NameAddrHeader | undefined));
  return {
    method: message.method,
    target: message instanceof Core.IncomingRequestMessage ? message.ruri?.toRaw() : null,
    user: message instanceof Core.IncomingRequestMessage ? message.ruri?.user : null,
    status: message instanceof Core.IncomingResponseMessage ? message.statusCode : null,
    reason: message instanceof Core.IncomingResponseMessage ? message.reasonPhrase : null,
    from: parts(message.from),
    to: parts(message.to),
    tags: [message.fromTag, message.toTag],
    callId: message.callId,
    cseq: message.cseq,
    branch: message.viaBranch,
    via: [message.via.host, message.via.port],
    body: message.body,
    data: message.data,
    headers: Object.entries(message.headers).map(([name, values]) => [
      name,
      values
        .map(value => value.raw.replace(/\s+/g, ' '))
        .join(',')
        .replace(/ ?, ?/g, ','),
    ]),
    addresses: ['contact', 'record-route', 'from', 'to', 'refer-to'].map(addresses),
    scalars: ['cseq', 'max-forwards', 'content-length', 'content-type', 'call-id', 'www-authenticate'].map(
      name => message.parseHeader(name) as unknown,
    ),
  };
}

const lines = (...all: string[]) => [...all, '', ''].join('\r\n');
const response = (...more: string[]) =>
  lines(
    'SIP/2.0 401 Not "allowed"',
    'Via: SIP/2.0/WSS agent.invalid;branch=z9hG4bK1;received=192.0.2.1;rport=5060',
    'From: "Agent \\"A\\"" <sip:agent@PBX.example.org;transport=WS;lr>;tag=1',
    'To: Exchange <sip:1001@pbx.example.org:5061;user=Phone>;tag=a.b;x="y;z"',
    'Call-ID: abc@x',
    'CSeq: 2 INVITE',
    ...more,
  );

const everyday = [
  response(),
  response(
    'WWW-Authenticate: Digest realm="a \\"b\\"", nonce="n=", opaque="", algorithm=md5, qop="auth,auth-int"',
  ),
  response('WWW-Authenticate: Digest realm="a", nonce="n", stale=TRUE'),
  response('Contact: <sip:agent@agent.invalid;transport=ws>;expires=299, <sip:b@c?X-A=1&b=c%20d>;q=0.5'),
  response('Record-Route: <sip:a.b;transport=ws;lr;ftag=x>, "n" <sip:b.c;lr>', 'Record-Route: <sip:d.e>'),
  response('Refer-To: <sip:1002@pbx.example.org?Replaces=abc%3Bto-tag%3D1>', 'Event: refer', 'l: 0'),
  response('m: sip:agent@agent.invalid;expires=5', 'X-Some_Thing: a', 'Date: x'),
  lines(
    'INVITE sip:a%20b@[2001:db8::1]:5060;transport=ws;ob SIP/2.0',
    'v: SIP / 2.0 / UDP host.example.org : 5060 ;branch=z9hG4bK2',
    'Via: SIP/2.0/TCP [2001:db8::2]:5070;branch=z9hG4bK3',
    'f: sip:1001@pbx.example.org;tag=1',
    't: "" <sip:agent@pbx.example.org>',
    'i: abc',
    'CSeq: 1\r\n INVITE',
    'Max-Forwards: 007',
    'Contact: <sip:1001@pbx.example.org>',
    'c: application/sdp ; charset=utf-8',
    'Content-Length: 0',
  ),
];

describe('a message that passed the guard', () => {
  const passed = [
    ...readdirSync(folder)
      // Here SIP.js takes maddr for the host of a Record-Route.
      .filter(name => name.endsWith('.dat') && name !== 'rfc4475-inv2543.dat')
      .map(name => [name, guard(readFileSync(new URL(name, folder)))] as const),
    ...everyday.map((text, i) => [`everyday ${i}`, guard(text)] as const),
  ].flatMap(([name, verdict]) => (verdict.kind === 'pass' ? [[name, verdict.text] as const] : []));

  it.each(passed)('is the same as SIP.js would have made it: %s', (_, text) => {
    const ours = parseMessage(text);
    expect(ours).not.toBeNull();
    expect(seen(ours)).toEqual(seen(Core.Parser.parseMessage(text, logger)));
  });

  it('has its topmost Via at the top, which SIP.js takes for the last when they share a line', () => {
    const text = response().replace('rport=5060', 'rport=5060, SIP/2.0/UDP b.c;branch=z9hG4bK9');
    expect(parseMessage(text)?.viaBranch).toBe('z9hG4bK1');
    expect(parseMessage(text)?.getHeaders('via')).toHaveLength(2);
  });

  it('keeps what SIP.js loses: a realm without quotes, the value of lr', () => {
    const text = response('WWW-Authenticate: Digest realm=a, nonce="n"', 'Record-Route: <sip:b.c;lr=on>');
    expect(parseMessage(text)?.parseHeader('www-authenticate')).toMatchObject({ realm: 'a' });
    expect(String(parseMessage(text)?.parseHeader('record-route'))).toBe('<sip:b.c;lr=on>');
  });

  it('tells an algorithm apart from one that starts like it', () => {
    const text = response('WWW-Authenticate: Digest realm="a", nonce="n", algorithm=MD5-sess');
    expect(parseMessage(text)?.parseHeader('www-authenticate')).toMatchObject({ algorithm: 'MD5-SESS' });
  });
});

describe('what cannot be read', () => {
  it.each([
    '',
    'INVITE sip:x SIP/2.0\r\n\r\n',
    response('WWW-Authenticate: Bearer x'),
    response('Contact: <tel:1>'),
    response().replace('2 INVITE', 'abc'),
    response().replace('sip:agent', 'tel:agent'),
  ])('is left to SIP.js: %j', text => {
    expect(parseMessage(text)).toBeNull();
  });
});

describe('the receiver', () => {
  const options = (change: (text: string) => string = text => text) =>
    change(
      lines(
        'OPTIONS sip:agent@agent.invalid SIP/2.0',
        'Via: SIP/2.0/WSS pbx.example.org;branch=z9hG4bK1',
        'From: <sip:pbx.example.org>;tag=1',
        'To: <sip:agent@pbx.example.org>',
        'Call-ID: abc',
        'CSeq: 1 OPTIONS',
      ),
    );
  const answers = async (text: string) => {
    const agent = await startBareAgent('agent');
    const receive = createReceiver(agent.userAgent);
    receive(text);
    const sent = agent.sent.map(each => each.slice(0, 11));
    agent.userAgent.userAgentCore.reset();
    return sent;
  };

  it('lets SIP.js answer as if it had parsed the message itself', async () => {
    expect(await answers(options())).toEqual(['SIP/2.0 200']);
  });

  it('answers 482 to a request of our own that came back', async () => {
    const agent = await startBareAgent('agent');
    const own = agent.userAgent.userAgentCore.configuration.sipjsId;
    createReceiver(agent.userAgent)(options(text => text.replace('abc', `${own}abc`)));
    expect(agent.sent.map(text => text.slice(0, 11))).toEqual(['SIP/2.0 482']);
    agent.userAgent.userAgentCore.reset();
  });

  it('drops a response to somebody else, and takes one to us', async () => {
    const agent = await startBareAgent('agent');
    const core = agent.userAgent.userAgentCore;
    const request = core.makeOutgoingRequestMessage(
      'OPTIONS',
      core.configuration.aor,
      core.configuration.aor,
      core.configuration.aor,
      {},
    );
    const accepted: number[] = [];
    core.request(request, { onAccept: answer => void accepted.push(answer.message.statusCode ?? 0) });
    const answer = (via: string) =>
      lines(
        'SIP/2.0 200 OK',
        `Via: ${via}`,
        `From: ${request.getHeader('from') ?? ''}`,
        `To: ${request.getHeader('to') ?? ''};tag=2`,
        `Call-ID: ${request.callId}`,
        `CSeq: ${request.cseq} OPTIONS`,
      );
    const via = request.getHeader('via') ?? '';
    createReceiver(agent.userAgent)(answer(via.replace('agent.invalid', 'other.invalid')));
    expect(accepted).toEqual([]);
    createReceiver(agent.userAgent)(answer(via));
    expect(accepted).toEqual([200]);
    core.reset();
  });

  it('leaves what it cannot read to SIP.js', async () => {
    expect(await answers(options(text => text.replace('Via: ', 'Contact: <tel:1>\r\nVia: ')))).toEqual([]);
  });
});
