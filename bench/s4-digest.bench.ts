/**
 * S4: forged challenges, of another realm or to a request for another target, through the whole of SIP.js: request out,
 * 401 or 407 in, and not one byte of credentials out. Our own server's challenge, with SHA-256, is answered rightly.
 * Control: SIP.js with its own digest code.
 */
import { createHash } from 'node:crypto';
import { URI } from 'sip.js';
import { createAuthenticationFactory } from '../main/telephony/guard/digest.ts';
import { createRealmPin } from '../main/telephony/guard/realm.ts';
import { startBareAgent, type BareAgent } from '../main/telephony/guard/testing.ts';
import type { Bench } from './figure.ts';
import { createRandom, type Random } from './random.ts';

const domain = 'pbx.example.org';
const password = 'correct horse';
const realm = 'asterisk';
const stockForged = 500;

interface Forgery {
  method: 'REGISTER' | 'INVITE' | 'BYE' | 'OPTIONS' | 'MESSAGE';
  target: URI;
  status: 401 | 407;
  challenge: string;
}

export const bench: Bench = {
  id: 'S4',
  bar: 'no credentials for forged challenges of another realm or target; SHA-256 supported',
  seconds: 60,
  run: async ({ full }) => {
    const forged = full ? 100_000 : 10_000;
    const leaked = attack(forged, await guardedAgent());
    const stock = await startBareAgent('agent', {
      authorizationUsername: 'agent',
      authorizationPassword: password,
    });
    const stockLeaked = attack(stockForged, stock);
    const sha256 = await answersSha256();
    return [
      {
        measured: [`credentials-leaked ${leaked} (0)`, `sha-256 ${sha256 ? 'right' : 'wrong'}`],
        holds: leaked === 0 && sha256,
        control: { text: `stock SIP.js leaks ${stockLeaked} of ${stockForged}`, failed: stockLeaked > 0 },
        n: forged,
      },
    ];
  },
};

/** An agent that has registered, and so knows its realm. */
async function guardedAgent(): Promise<BareAgent> {
  const agent = await startBareAgent('agent');
  const pin = createRealmPin(domain);
  const configuration = agent.userAgent.userAgentCore.configuration;
  configuration.authenticationFactory = createAuthenticationFactory({
    loggerFactory: configuration.loggerFactory,
    username: 'agent',
    password,
    hosts: [domain],
    realm: () => pin,
  });
  const own = new URI('sip', '', domain);
  const sent = exchange(agent, {
    method: 'REGISTER',
    target: own,
    status: 401,
    challenge: `Digest realm="${realm}", nonce="1", qop="auth"`,
  });
  if (!credentialsIn(sent)) throw new Error('Our own server got no credentials at registration.');
  pin.registered();
  return agent;
}

function attack(count: number, agent: BareAgent): number {
  const random = createRandom(4);
  let leaked = 0;
  for (let i = 0; i < count; i++) {
    if (credentialsIn(exchange(agent, forge(random)))) leaked++;
    // Transactions of the past would only cost memory.
    if (i % 100 === 99) agent.userAgent.userAgentCore.reset();
  }
  agent.userAgent.userAgentCore.reset();
  return leaked;
}

/** Sends the request, hands the challenge to SIP.js, returns what it sends then. */
function exchange(agent: BareAgent, forgery: Forgery): string | undefined {
  const core = agent.userAgent.userAgentCore;
  const own = new URI('sip', 'agent', domain);
  const request = core.makeOutgoingRequestMessage(forgery.method, forgery.target, own, forgery.target, {
    toTag: forgery.method === 'BYE' ? 'peer' : '',
  });
  if (forgery.method === 'INVITE') core.invite(request);
  else core.request(request);
  const before = agent.sent.length;
  const header = forgery.status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
  agent.receive(
    [
      `SIP/2.0 ${forgery.status} Unauthorized`,
      `Via: ${request.getHeader('via') ?? ''}`,
      `From: ${request.getHeader('from') ?? ''}`,
      `To: ${request.getHeader('to') ?? ''};tag=forged`,
      `Call-ID: ${request.callId}`,
      `CSeq: ${request.cseq} ${forgery.method}`,
      `${header}: ${forgery.challenge}`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  );
  return agent.sent.slice(before).find(text => !text.startsWith('ACK '));
}

function credentialsIn(text: string | undefined): boolean {
  return text !== undefined && /\r\n(?:Proxy-)?Authorization:/i.test(text);
}

/** Another realm to any target, or our realm to another target. */
function forge(random: Random): Forgery {
  const ours = random.below(2) === 0;
  const foreignHost = random.pick([
    'attacker.example',
    `${domain}.attacker.example`,
    '192.0.2.66',
    'localhost',
  ]);
  const foreignRealm = random.pick(['attacker.example', 'Asterisk', 'asterisk ', domain, 'a', 'asterisk\\"']);
  const method = random.pick(['REGISTER', 'INVITE', 'BYE', 'OPTIONS', 'MESSAGE'] as const);
  const target = new URI('sip', method === 'REGISTER' ? '' : 'x', ours ? foreignHost : domain);
  const parameters = [
    `realm="${ours ? realm : foreignRealm}"`,
    `nonce="${random.below(1e9).toString(36)}"`,
    random.pick(['algorithm=MD5', 'algorithm=SHA-256', 'opaque="x"', 'stale=true']),
    random.pick(['qop="auth"', 'qop="auth-int"', 'qop="auth,auth-int"', 'opaque="y"']),
  ];
  return {
    method,
    target,
    status: random.pick([401, 407] as const),
    challenge: `Digest ${parameters.join(', ')}`,
  };
}

async function answersSha256(): Promise<boolean> {
  const agent = await guardedAgent();
  const target = new URI('sip', '1001', domain);
  const sent =
    exchange(agent, {
      method: 'INVITE',
      target,
      status: 407,
      challenge: `Digest realm="${realm}", nonce="n", qop="auth", algorithm=SHA-256`,
    }) ?? '';
  agent.userAgent.userAgentCore.reset();
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const value = (name: string): string =>
    new RegExp(`[ ,]${name}="?([^",\\r]*)`).exec(credentials)?.[1] ?? '';
  const credentials = /\r\nProxy-Authorization: (.*)\r\n/i.exec(sent)?.[1] ?? '';
  const secret = hash(`agent:${realm}:${password}`);
  const request = hash(`INVITE:${target.toRaw()}`);
  return value('response') === hash(`${secret}:n:${value('nc')}:${value('cnonce')}:auth:${request}`);
}
