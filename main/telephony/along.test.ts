import type { Session } from 'sip.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nothingAlong, type Handover } from '../../shared/handover/types.ts';
import { createTelephony } from './index.ts';
import type { Telephony } from './port.ts';
import { FakeMedia } from './testing/fake-media.ts';
import type { Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
/** A colleague with a Hatif of their own. */
let colleague: Telephony;

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  let ids = 0;
  colleague = createTelephony({
    media: new FakeMedia(),
    newId: () => `colleague-${(ids += 1)}`,
    userAgent: 'Hatif/test',
    log: () => undefined,
    clock: world.clock,
    random: () => 0,
    keepAlive: { interval: 1e12, jitter: 0, deadline: 1e12 },
  });
  colleague.addLine(world.account({ user: 'carol', displayName: 'Carol' }), 'secret');
  await until('carol is registered', () => colleague.lines[0]?.state === 'registered');
});
afterEach(async () => {
  colleague.dispose();
  await world.close();
});

const along: Handover = {
  by: 'Alice',
  who: 'ليلى حداد',
  why: 'Cooling fault',
  note: 'Alarm E4 is back.',
  link: 'https://crm.example/people/7',
  script: { print: '0123456789ab', language: 'ar', step: 2, answers: [[0, 1]] },
};

/** SIP.js writes an address without the brackets that its headers need (RFC 3515, 2.1). */
function refer({ dialog, userAgent }: Session, address: string): void {
  const headers = [`Contact: ${userAgent.contact.toString()}`, `Refer-To: <${address}>`];
  dialog?.refer(undefined, { extraHeaders: headers });
}

/** Alice talks with bob. */
async function talks(): Promise<string> {
  const first = world.telephony.dial('bob', null);
  await bob.answers();
  await until('alice and bob talk', () => world.view(first).phase === 'established');
  world.clock.pass(5_000);
  return first;
}

test('who is asked sees on the card what the call is about; nobody else does', async () => {
  const first = await talks();
  const second = world.telephony.consult(first, 'carol', false, along);
  const ringing = await until('carol rings', () => colleague.calls.find(({ phase }) => phase === 'ringing'));
  expect(ringing.handed).toEqual(along);
  await colleague.answer(ringing.id);
  await until('alice and carol talk', () => world.view(second).phase === 'established');
  expect(colleague.calls[0]?.handed).toEqual(along);
  expect(world.view(second).handed).toBeUndefined();
});

test('what the phone system says of a call in header fields that are set is there while it rings, and no other', async () => {
  world.telephony.setHeaders([
    { name: 'X-Order', label: 'Order', waiting: false },
    { name: 'X-Queue-Wait', label: '', waiting: true },
  ]);
  await bob.calls('alice', ['x-order: A-17 <b>', 'X-Queue-Wait: 1:34', 'X-Other: no']);
  const { said } = await world.call('ringing');
  expect(said).toEqual({ fields: [{ label: 'Order', value: 'A-17 <b>' }], waitedFor: 94 });
});

test('handing on, asked or unasked, says so in the Refer-To as well', async () => {
  const first = await talks();
  const second = world.telephony.consult(first, 'carol', false, along);
  const ringing = await until('carol rings', () => colleague.calls.find(({ phase }) => phase === 'ringing'));
  await colleague.answer(ringing.id);
  await until('alice and carol talk', () => world.view(second).phase === 'established');
  await world.telephony.complete(second, { ...along, note: 'Newer.' });
  const { referTo, replaces } = await bob.isReferred();
  expect(replaces).toBeDefined();
  const [carried = ''] = referTo.uri.getHeader('User-to-User') ?? [];
  expect(decodeURIComponent(carried)).toMatch(/^0048660\w+;purpose=isdn-uui;content=isdn-uui;encoding=hex$/);
});

test('unasked: what the Refer-To asks for is sent on by a Hatif that is handed on, and read by the next', async () => {
  const first = await talks();
  await world.telephony.transfer(first, 'carol', null, along);
  const { referTo } = await bob.isReferred();
  await world.telephony.hangUp(first);
  await until('the first call is over', () => world.view(first).phase === 'ended');
  // Bob hands alice on in his turn, with the same address.
  const inviter = await bob.calls('alice');
  const invited = await world.call('ringing');
  await world.telephony.answer(invited.id);
  await until('bob and alice talk', () => world.view(invited.id).phase === 'established');
  refer(inviter, referTo.uri.toString());
  const ringing = await until('carol rings', () => colleague.calls.find(({ phase }) => phase === 'ringing'));
  expect(ringing.handed).toEqual(along);
});

test.each([
  [
    'markup is text',
    ['User-to-User: 3c623e68693c2f623e;encoding=hex'],
    { ...nothingAlong, note: '<b>hi</b>' },
  ],
  ['no hex is nothing', ['User-to-User: hello'], undefined],
  ['a script address is no link', ['Call-Info: <javascript:alert(1)>;purpose=info'], undefined],
  [
    'the first that can be read counts',
    [
      'User-to-User: zz',
      'User-to-User: fffe',
      'User-to-User: 4f6b;encoding=hex',
      'User-to-User: 4e6f;encoding=hex',
    ],
    { ...nothingAlong, note: 'Ok' },
  ],
  [
    'a long one is cut',
    [`User-to-User: ${'41'.repeat(900)};encoding=hex`],
    { ...nothingAlong, note: 'A'.repeat(128) },
  ],
] as const)('from anybody: %s', async (_what, headers, handed) => {
  await bob.calls('alice', [...headers]);
  expect((await world.call('ringing')).handed).toEqual(handed);
});

test('what a Refer-To makes up is written anew, and nothing but what can be read', async () => {
  const inviter = await bob.calls('alice');
  const invited = await world.call('ringing');
  await world.telephony.answer(invited.id);
  await until('bob and alice talk', () => world.view(invited.id).phase === 'established');
  const invites: string[] = [];
  world.exchange.script = message => {
    if (message.startsWith('INVITE ')) invites.push(message);
    return undefined;
  };
  const evil = `sip:carol@exchange.test?User-to-User=${encodeURIComponent('41\r\nX-Evil: 1')}&Route=%3Csip%3Aevil%3E`;
  refer(inviter, evil);
  const ringing = await until('carol rings', () => colleague.calls.find(({ phase }) => phase === 'ringing'));
  expect(ringing.handed).toEqual({ ...nothingAlong, note: 'A' });
  expect(invites.at(-1)).toContain('User-to-User: 41;purpose=isdn-uui;content=isdn-uui;encoding=hex\r\n');
  expect(invites.at(-1)).not.toMatch(/X-Evil|evil/);
});
