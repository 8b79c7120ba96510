import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { respond } from './testing/exchange.ts';
import { field, fields, methodOf } from './testing/sip-text.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let sent: string[];
/** Header fields of the 200 to REGISTER; CONTACT stands for ours. */
let grants: string[];

beforeEach(async () => {
  world = await World.open();
  sent = [];
  grants = [];
  world.exchange.script = (message, from) => {
    if (from !== world.exchange.bindings.get('alice') && !message.startsWith('REGISTER')) return undefined;
    sent.push(message);
    if (!message.startsWith('REGISTER') || grants.length === 0) return undefined;
    from.users.add('alice');
    world.exchange.bindings.set('alice', from);
    const contact = /^Contact: (<[^>]+>)/im.exec(message)?.[1] ?? '';
    world.exchange.bindings.set(/sip:([^@]+)@/.exec(contact)?.[1] ?? '', from);
    return respond(
      message,
      200,
      'OK',
      grants.map(line => line.replace('CONTACT', contact)),
    );
  };
});

afterEach(async () => {
  await world.close();
});

const of = (method: string): string[] => sent.filter(message => methodOf(message) === method);
const gruu = 'sip:alice@exchange.test;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6';

async function dials(): Promise<string> {
  world.addAlice();
  await world.registered();
  world.telephony.dial('bob', null);
  return until('the INVITE', () => of('INVITE')[0]);
}

describe('what a line says of itself', () => {
  test('an instance, its one flow, and that it knows Path, outbound and GRUU', async () => {
    world.addAlice();
    await world.registered();
    const [register = ''] = of('REGISTER');
    expect(field(register, 'Contact')).toMatch(/;\+sip\.instance="<urn:uuid:[0-9a-f-]{36}>";reg-id=1;/);
    for (const tag of ['path', 'outbound', 'gruu'])
      expect(field(register, 'Supported').split(', ')).toContain(tag);
  });

  test('439: the way in cannot route by flows, so it registers without one', async () => {
    world.exchange.script = message => {
      if (!message.startsWith('REGISTER')) return undefined;
      sent.push(message);
      return message.includes('reg-id')
        ? respond(message, 439, 'First Hop Lacks Outbound Support')
        : undefined;
    };
    world.addAlice();
    await world.registered();
    const [first = '', second = ''] = of('REGISTER');
    expect(field(second, 'Contact')).not.toContain('reg-id');
    expect(field(second, 'CSeq')).toBe('2 REGISTER');
    expect(field(second, 'Call-ID')).toBe(field(first, 'Call-ID'));
    expect(world.lineStates).toEqual(['connecting', 'registering', 'registered']);
  });
});

describe('Service-Route', () => {
  test('is the way of requests outside calls, in order, but not of REGISTER and not of our ping', async () => {
    grants = [
      'Contact: CONTACT;expires=600',
      'Service-Route: <sip:p1.exchange.test;lr>, <sip:orig@scscf.exchange.test:5061;lr;x=1>',
      'Service-Route: <sip:p3.exchange.test;lr>',
    ];
    const invite = await dials();
    expect(fields(invite, 'Route').join()).toBe(
      '<sip:p1.exchange.test;lr>,<sip:orig@scscf.exchange.test:5061;lr;x=1>,<sip:p3.exchange.test;lr>',
    );
    world.telephony.networkChanged('network');
    await until('registered anew', () => of('REGISTER').length === 2);
    expect(fields(of('REGISTER')[1] ?? '', 'Route')).toEqual([]);
  });

  test.each([
    ['no loose router', '<sip:p1.exchange.test>'],
    ['no address', 'hello'],
    ['no SIP', '<https://evil.test;lr>'],
    ['endless', Array.from({ length: 40 }, (_, i) => `<sip:p${i}.exchange.test;lr>`).join(', ')],
    ['an open quote', '"<sip:p1.exchange.test;lr>'],
  ])('%s: there is no such way', async (_what, route) => {
    grants = ['Contact: CONTACT;expires=600', `Service-Route: ${route}`];
    expect(fields(await dials(), 'Route')).toEqual([]);
  });
});

describe('a GRUU', () => {
  test('is our contact in calls', async () => {
    grants = [`Contact: CONTACT;expires=600;pub-gruu="${gruu}"`];
    const invite = await dials();
    expect(field(invite, 'Contact')).toBe(`<${gruu}>`);
    expect(field(of('REGISTER')[0] ?? '', 'Contact')).toContain('.invalid');
  });

  test.each([
    ['of another contact', '<sip:x@y.invalid>;pub-gruu="GRUU"'],
    ['that is none', 'CONTACT;pub-gruu="sip:alice@exchange.test"'],
    ['that is no address', 'CONTACT;pub-gruu="<script>"'],
    ['of another scheme', 'CONTACT;pub-gruu="tel:+49;gr"'],
  ])('%s is not taken', async (_what, contact) => {
    grants = [`Contact: ${contact.replace('GRUU', gruu)};expires=600`];
    world.addAlice();
    await until('it is registered', () => world.line.state === 'registered');
    world.telephony.dial('bob', null);
    expect(field(await until('the INVITE', () => of('INVITE')[0]), 'Contact')).toContain('.invalid');
  });
});
