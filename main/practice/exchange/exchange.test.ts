/** Stories of telephones on the exchange, over real sockets. */
import { SessionState, UserAgent } from 'sip.js';
import type { Notification } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Phone, TONE, until } from '../testing/phone.ts';
import { DOMAIN, Wire, reply, write } from '../testing/wire.ts';
import { startExchange } from './exchange.ts';
import type { Exchange, ExchangeOptions } from './exchange.ts';
import { all, first } from './message.ts';

vi.setConfig({ testTimeout: 30_000 });

const PASSWORDS = new Map([
  ['alice', 'alice-secret'],
  ['bob', 'bob-secret'],
  ['carol', 'carol-secret'],
  ['+966505550142', 'layla-secret'],
]);

let exchange: Exchange;
const ends: (() => unknown)[] = [];

async function open(options: Partial<ExchangeOptions> = {}): Promise<void> {
  exchange = await startExchange({ domain: DOMAIN, users: PASSWORDS, countryCode: '966', ...options });
  ends.push(() => exchange.close());
}

async function wire(): Promise<Wire> {
  const opened = await Wire.open(exchange.url);
  ends.push(() => opened.close());
  return opened;
}

async function wireOf(user: string): Promise<Wire> {
  const opened = await wire();
  expect((await opened.register(user, PASSWORDS.get(user) ?? '')).status).toBe(200);
  return opened;
}

function phone(user: string, password = PASSWORDS.get(user) ?? ''): Phone {
  const made = new Phone({ server: exchange.url, domain: DOMAIN, user, password });
  ends.push(() => made.stop());
  return made;
}

async function registered(user: string): Promise<Phone> {
  const made = phone(user);
  expect(await made.register()).toBe(200);
  return made;
}

beforeEach(() => open());
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe('registration', () => {
  it('accepts a user with the right password', async () => {
    expect(await phone('alice').register()).toBe(200);
  });

  it('refuses a wrong password and an unknown user alike', async () => {
    expect(await phone('alice', 'guessed').register()).toBe(401);
    expect(await phone('mallory', 'whatever').register()).toBe(401);
  });

  it('refuses to register one user as another', async () => {
    const answer = await (await wire()).register('alice', 'alice-secret', [], 'bob');
    expect(answer.status).toBe(403);
  });

  it('says which contacts it holds and for how long', async () => {
    const answer = await (await wire()).register('alice', 'alice-secret', ['Expires: 120']);
    expect(first(answer, 'contact')).toBe('<sip:alice@phone.invalid>;expires=120');
  });

  it('asks for a longer time when the one asked for is too brief', async () => {
    const answer = await (await wire()).register('alice', 'alice-secret', ['Expires: 2']);
    expect(answer.status).toBe(423);
    expect(first(answer, 'min-expires')).toBe('10');
  });

  it('calls the proof stale, and does not take it, when it is sent twice', async () => {
    const alice = await wire();
    const sent = await alice.ask('OPTIONS', { from: 'alice', to: 'bob' }, 'alice-secret');
    expect((await alice.answer('OPTIONS')).status).toBe(480);
    alice.send(write('OPTIONS', { ...sent, branch: 'z9hG4bKreplayed' }));
    const again = await alice.answer('OPTIONS');
    expect(again.status).toBe(407);
    expect(first(again, 'proxy-authenticate')).toContain('stale=true');
  });

  it('speaks SHA-256 where it is told to', async () => {
    await open({ algorithm: 'SHA-256' });
    expect((await (await wire()).register('alice', 'alice-secret')).status).toBe(200);
    expect((await (await wire()).register('alice', 'guessed')).status).toBe(401);
  });
});

describe('a call', () => {
  it('is answered, heard on both sides, and hung up', async () => {
    const [alice, bob] = [await registered('alice'), await registered('bob')];
    alice.speak(TONE);
    bob.speak(TONE);
    const outgoing = alice.call('bob');
    await until('bob rings', () => bob.invitations.length === 1);
    await bob.invitations[0]?.accept();
    await until('alice hears bob', () => alice.ear.heard.spokenSeconds > 0.5);
    await until('bob hears alice', () => bob.ear.heard.spokenSeconds > 0.5);
    await bob.invitations[0]?.bye();
    await until('alice sees the end', () => outgoing.state === SessionState.Terminated);
    expect(alice.status).toBe(200);
  });

  it('is cancelled while it rings', async () => {
    const [alice, bob] = [await registered('alice'), await registered('bob')];
    const outgoing = alice.call('bob');
    await until('bob rings', () => bob.invitations.length === 1);
    await bob.invitations[0]?.progress();
    await until('alice hears it ring', () => outgoing.state === SessionState.Establishing);
    await outgoing.cancel();
    await until('bob stops ringing', () => bob.invitations[0]?.state === SessionState.Terminated);
    await until('alice is told', () => alice.status === 487);
  });

  it('is refused by a busy phone, whose refusal is acknowledged', async () => {
    const alice = await wireOf('alice');
    const bob = await wireOf('bob');
    const sent = await alice.ask('INVITE', { from: 'alice', to: 'bob' }, 'alice-secret');
    const invite = await bob.request('INVITE');
    bob.send(reply(invite, 486));
    expect((await bob.request('ACK')).uri).toBe(invite.uri);
    expect((await alice.answer('INVITE')).status).toBe(486);
    alice.send(write('ACK', { ...sent, toTag: 'to-tag' }));
    alice.send(write('OPTIONS', { uri: `sip:${DOMAIN}` }));
    await alice.answer('OPTIONS');
    expect(bob.received).toEqual([]); // alice's ACK ended at the exchange, RFC 3261 17.1.1.3
  });

  it('passes a 2xx on each time it comes, and its ACK end to end', async () => {
    const alice = await wireOf('alice');
    const bob = await wireOf('bob');
    const sent = await alice.ask('INVITE', { from: 'alice', to: 'bob' }, 'alice-secret');
    const invite = await bob.request('INVITE');
    for (let time = 0; time < 2; time++) {
      bob.send(reply(invite, 200));
      expect((await alice.answer('INVITE')).status).toBe(200);
    }
    const draft = { ...sent, uri: 'sip:bob@phone.invalid', branch: 'z9hG4bKack', toTag: 'to-tag', lines: [] };
    alice.send(write('ACK', draft));
    expect((await bob.request('ACK')).uri).toBe('sip:bob@phone.invalid');
  });

  it('goes to the newest of several phones of one user', async () => {
    const [old, alice, young] = [await registered('bob'), await registered('alice'), await registered('bob')];
    alice.call('bob');
    await until('the newest rings', () => young.invitations.length === 1);
    expect(old.invitations).toHaveLength(0);
  });

  it('goes on after a phone has lost its connection and come back', async () => {
    const [alice, bob] = [await registered('alice'), await registered('bob')];
    const outgoing = alice.call('bob');
    await until('bob rings', () => bob.invitations.length === 1);
    await bob.invitations[0]?.accept();
    await until('they talk', () => outgoing.state === SessionState.Established && alice.connected > 0);
    await alice.agent.transport.disconnect();
    await alice.agent.reconnect();
    expect(await alice.register()).toBe(200);
    await bob.invitations[0]?.bye();
    await until('alice sees the end', () => outgoing.state === SessionState.Terminated);
  });

  it('reaches a number that is dialled the national way, or as a tel URI', async () => {
    const [alice, layla] = [await wireOf('alice'), await wireOf('+966505550142')];
    for (const uri of [
      `sip:0505550142@${DOMAIN}`,
      `sip:00966-50-555-0142@${DOMAIN}`,
      'tel:+966-50-555-0142',
    ]) {
      await alice.ask('MESSAGE', { from: 'alice', to: 'layla', uri }, 'alice-secret');
      const message = await layla.request('MESSAGE');
      expect(message.uri).toBe('sip:+966505550142@phone.invalid');
      expect(first(message, 'proxy-authorization')).toBeUndefined();
      layla.send(reply(message, 200));
      expect((await alice.answer('MESSAGE')).status).toBe(200);
    }
  });
});

describe('a transfer', () => {
  it('sends the other side to a third phone and reports how it went', async () => {
    const [alice, bob, carol] = [
      await registered('alice'),
      await registered('bob'),
      await registered('carol'),
    ];
    const outgoing = alice.call('bob');
    await until('bob rings', () => bob.invitations.length === 1);
    await bob.invitations[0]?.accept();
    await until('they talk', () => outgoing.state === SessionState.Established);
    const reports: string[] = [];
    const onNotify = (notification: Notification): void => {
      void notification.accept();
      reports.push(notification.request.body.trim());
    };
    const target = UserAgent.makeURI(`sip:carol@${DOMAIN}`);
    if (target) await bob.invitations[0]?.refer(target, { onNotify });
    await until('alice is asked', () => alice.referrals.length === 1);
    await alice.referrals[0]?.accept();
    const onward = alice.referrals[0]?.makeInviter();
    if (onward) alice.follow(onward);
    await onward?.invite();
    await until('carol rings', () => carol.invitations.length === 1);
    await carol.invitations[0]?.accept();
    await until('bob is told', () => reports.some(report => report.startsWith('SIP/2.0 200')));
  });
});

describe('what cannot be put through', () => {
  it.each([
    ['nobody has this number', { to: 'nobody' }, 404],
    ['the phone is switched off', { to: 'carol' }, 480],
    ['it belongs to another domain', { uri: 'sip:bob@elsewhere.example' }, 404],
    ['the connection of that contact broke', { uri: 'sip:bob@gone.invalid' }, 430],
    ['it should be relayed', { lines: ['Route: <sip:elsewhere.example;lr>'] }, 403],
  ])('%s', async (_why, draft, status) => {
    const alice = await wireOf('alice');
    await alice.ask('INVITE', { from: 'alice', to: 'bob', ...draft }, 'alice-secret');
    expect((await alice.answer('INVITE')).status).toBe(status);
  });

  it.each([
    ['a scheme that is unknown', { uri: 'mailto:bob@test.invalid' }, 416],
    ['too many hops', { lines: ['Max-Forwards: 0'] }, 483],
    ['hops that are no number', { lines: ['Max-Forwards: many'] }, 400],
    ['a proxy feature that is not there', { lines: ['Proxy-Require: magic'] }, 420],
  ])('%s', async (_why, draft, status) => {
    const alice = await wireOf('alice');
    alice.send(write('INVITE', draft));
    expect((await alice.answer('INVITE')).status).toBe(status);
  });

  it('a request that was here before', async () => {
    const alice = await wireOf('alice');
    const loop = `Via: SIP/2.0/WS 127.0.0.1:${String(exchange.port)};branch=z9hG4bKloop`;
    alice.send(write('INVITE', { lines: [loop] }));
    expect((await alice.answer('INVITE')).status).toBe(482);
  });

  it('a request under the name of another', async () => {
    const alice = await wireOf('alice');
    await alice.ask('MESSAGE', { from: 'carol', to: 'bob' }, 'alice-secret', 'alice');
    expect((await alice.answer('MESSAGE')).status).toBe(403);
  });

  it('a phone that says nothing: 408, once', async () => {
    await open({ timers: { silent: 40, ringing: 40, linger: 1_000 } });
    const [alice, bob] = [await wireOf('alice'), await wireOf('bob')];
    await alice.ask('INVITE', { from: 'alice', to: 'bob' }, 'alice-secret');
    await bob.request('INVITE');
    expect((await alice.answer('INVITE')).status).toBe(408);
  });

  it('a phone that rings for ever: it is called off, then 408', async () => {
    await open({ timers: { silent: 10_000, ringing: 40, linger: 1_000 } });
    const [alice, bob] = [await wireOf('alice'), await wireOf('bob')];
    await alice.ask('INVITE', { from: 'alice', to: 'bob' }, 'alice-secret');
    const invite = await bob.request('INVITE');
    bob.send(reply(invite, 180));
    expect(first(await bob.request('CANCEL'), 'via')).toBe(first(invite, 'via'));
    expect((await alice.answer('INVITE', 180)).status).toBe(180);
    expect((await alice.answer('INVITE')).status).toBe(408);
  });

  it('a phone that is unplugged while it rings', async () => {
    const [alice, bob] = [await wireOf('alice'), await wireOf('bob')];
    await alice.ask('INVITE', { from: 'alice', to: 'bob' }, 'alice-secret');
    await bob.request('INVITE');
    bob.close();
    expect((await alice.answer('INVITE')).status).toBe(480);
  });

  it('a caller who is unplugged: the other phone stops ringing', async () => {
    const [alice, bob] = [await wireOf('alice'), await wireOf('bob')];
    await alice.ask('INVITE', { from: 'alice', to: 'bob' }, 'alice-secret');
    await bob.request('INVITE');
    alice.close();
    expect((await bob.request('CANCEL')).uri).toBe('sip:bob@phone.invalid');
  });

  it('CANCEL of something that never was', async () => {
    const alice = await wireOf('alice');
    alice.send(write('CANCEL'));
    expect((await alice.answer('CANCEL')).status).toBe(481);
  });
});

describe('the exchange itself', () => {
  it('answers OPTIONS without asking who it is', async () => {
    const anyone = await wire();
    anyone.send(write('OPTIONS', { uri: `sip:${DOMAIN}` }));
    const answer = await anyone.answer('OPTIONS');
    expect(answer.status).toBe(200);
    expect(all(answer, 'allow')).toHaveLength(1);
  });

  it('answers the ping of a phone', async () => {
    const anyone = await wire();
    anyone.send('\r\n\r\n');
    await until('the pong', () => anyone.texts.includes('\r\n'));
  });

  it('lets no web page in, and nothing that does not speak SIP', async () => {
    await expect(Wire.open(exchange.url, { origin: 'https://page.example' })).rejects.toThrow('401');
    await expect(Wire.open(exchange.url, { protocols: ['chat'] })).rejects.toThrow('401');
  });
});
