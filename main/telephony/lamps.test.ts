import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LampView, Watched } from '../../shared/lamps/types.ts';
import { Notifier } from './testing/notifier.ts';
import { field, methodOf } from './testing/sip-text.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let notifier: Notifier;

const carol: Watched = { id: 'c', name: 'Carol', number: '6002', kind: 'colleague' };
const place: Watched = { id: 'p', name: 'Parking 1', number: '701', kind: 'park' };

beforeEach(async () => {
  world = await World.open();
  notifier = new Notifier(world.exchange);
});

afterEach(async () => {
  await world.close();
});

let version = 0;
const info = (dialog: string, attributes = `version="${version++}" state="full"`) =>
  `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${attributes} entity="sip:6002@exchange.test">${dialog}</dialog-info>`;
const rings = (rest = '') =>
  info(`<dialog id="6002" direction="recipient" ${rest}<state>early</state></dialog>`);
const plain = '>';
const replaceable =
  'call-id="abc@x" local-tag="lt" remote-tag="rt"><remote><identity display="Dana">sip:dana@exchange.test</identity></remote>';

async function watching(pickUpCode: string | null = null, lamps = [carol, place]): Promise<void> {
  world.telephony.watch({ lamps, pickUpCode });
  world.addAlice();
  await world.registered();
  world.clock.pass(1_000);
  for (const { number } of lamps)
    await until('they are subscribed', () => notifier.live(number).length === 1);
}

const lamp = (id = 'c'): LampView => {
  const found = world.telephony.lamps.lamps.find(each => each.id === id);
  if (!found) throw new Error('no such lamp');
  return found;
};
const shows = (state: LampView['state'], id = 'c'): Promise<boolean> =>
  until(`${id} is ${state}`, () => lamp(id).state === state);

describe('a lamp', () => {
  test('is dark until something is told, and then shows it', async () => {
    await watching();
    expect(lamp().state).toBe('unknown');
    notifier.tells('6002', info(''));
    await shows('free');
    notifier.tells('6002', rings(plain));
    await shows('ringing');
    notifier.tells('6002', info('<dialog id="6002"><state>confirmed</state></dialog>'));
    await shows('busy');
    expect(new Set(notifier.answers)).toEqual(new Set([200]));
  });

  test('shows who calls there, where that is told', async () => {
    notifier.bodies.set('dialog 6002', rings(replaceable));
    await watching();
    await shows('ringing');
    expect(lamp()).toMatchObject({ peer: { number: 'dana', name: 'Dana' }, canPickUp: true });
  });

  test('shows what somebody says of themselves while they are not on the phone', async () => {
    notifier.bodies.set('dialog 6002', info(''));
    notifier.bodies.set(
      'presence 6002',
      '<presence><note>Lunch</note><tuple id="1"><status><basic>closed</basic></status></tuple></presence>',
    );
    await watching();
    await shows('away');
    expect(lamp().note).toBe('Lunch');
    notifier.tells('6002', rings(plain));
    await shows('ringing');
  });

  test('an older notice that was overtaken changes nothing', async () => {
    await watching();
    notifier.tells(
      '6002',
      info('<dialog id="1"><state>confirmed</state></dialog>', 'version="9" state="full"'),
    );
    await shows('busy');
    notifier.tells('6002', info('', 'version="8" state="full"'));
    notifier.tells('701', info(''));
    await shows('free', 'p');
    expect(lamp().state).toBe('busy');
  });

  test.each([
    '',
    '<dialog-info',
    '<!DOCTYPE a [<!ENTITY b "c">]><dialog-info version="9"/>',
    '\u0000'.repeat(99),
  ])('nonsense changes nothing: %.20s', async body => {
    await watching();
    notifier.tells('6002', rings(plain));
    await shows('ringing');
    notifier.tells('6002', body);
    await until('it is answered', () => notifier.answers.length >= 5);
    expect(lamp().state).toBe('ringing');
  });

  test('goes dark with the socket, silently as that is, and is told anew after the next registration', async () => {
    notifier.bodies.set('dialog 6002', info('', 'version="0" state="full"'));
    await watching();
    notifier.tells(
      '6002',
      info('<dialog id="1"><state>confirmed</state></dialog>', 'version="5" state="full"'),
    );
    await shows('busy');
    world.exchange.cut('alice');
    await shows('unknown');
    await until('the loss is seen', () => world.line.state !== 'registered');
    world.clock.pass(1_000);
    await world.registered();
    world.clock.pass(1_000);
    await shows('free');
    expect(notifier.count('6002')).toBe(2);
  });

  test('is refreshed in time; an exchange that has forgotten it is asked anew', async () => {
    notifier.grants = 40;
    await watching();
    await world.later('refreshed', () => notifier.count('6002') >= 2);
    expect(
      notifier.subscriptions.filter(each => each.number === '6002' && each.event === 'dialog'),
    ).toHaveLength(1);
    for (const each of notifier.live('6002')) each.ended = true;
    await world.later('asked anew', () => notifier.live('6002').length === 1);
  });

  test('that may not be known is asked for seldom', async () => {
    notifier.refusals.set('6002', 404);
    world.telephony.watch({ lamps: [carol], pickUpCode: null });
    world.addAlice();
    await world.registered();
    world.clock.pass(1_000);
    await until('refused', () => notifier.count('6002') === 1);
    await until('it is waited', () => world.clock.waiting >= 4);
    world.clock.pass(500_000);
    expect(notifier.count('6002')).toBe(1);
  });

  test('ended by the exchange for now, it is asked for again', async () => {
    await watching();
    notifier.tells('6002', info(''), 'dialog', 'terminated;reason=deactivated');
    await until('it has ended', () => notifier.live('6002').length === 0);
    await world.later('asked again', () => notifier.live('6002').length === 1);
  });

  test('taken away, it is unsubscribed; another comes without a new registration', async () => {
    await watching();
    world.telephony.watch({ lamps: [{ ...carol, number: '6003' }], pickUpCode: null });
    await until('the other', () => notifier.live('6003').length === 1);
    await until(
      'the first is left',
      () => notifier.live('6002').length === 0 && notifier.live('701').length === 0,
    );
    expect(world.telephony.lamps.lamps).toHaveLength(1);
  });
});

describe('taking a call that rings at a colleague', () => {
  test('in its place, where the exchange says in which', async () => {
    notifier.bodies.set('dialog 6002', rings(replaceable));
    await watching();
    await shows('ringing');
    const sent: string[] = [];
    const { script } = world.exchange;
    world.exchange.script = (message, from) => {
      if (methodOf(message) === 'INVITE') sent.push(message);
      return script?.(message, from);
    };
    const callId = world.telephony.pickUp('c');
    expect(world.view(callId).remote.number).toBe('dana');
    const invite = await until('the INVITE', () => sent[0]);
    expect(field(invite, 'Replaces')).toBe('abc@x;to-tag=rt;from-tag=lt;early-only');
    expect(field(invite, 'Require')).toBe('replaces');
  });

  test('else by the code of the exchange', async () => {
    notifier.bodies.set('dialog 6002', rings(plain));
    await watching('**');
    await shows('ringing');
    expect(lamp().canPickUp).toBe(true);
    expect(world.view(world.telephony.pickUp('c')).remote.number).toBe('**6002');
  });

  test('a caller of another domain is not called by what a notice says', async () => {
    notifier.bodies.set('dialog 6002', rings(replaceable.replace('@exchange.test', '@evil.test')));
    await watching('**');
    await shows('ringing');
    expect(world.view(world.telephony.pickUp('c')).remote.number).toBe('**6002');
  });

  test('not without a way, and not when nothing rings', async () => {
    notifier.bodies.set('dialog 6002', rings(plain));
    await watching();
    await shows('ringing');
    expect(lamp().canPickUp).toBe(false);
    expect(() => world.telephony.pickUp('c')).toThrow('no way');
    expect(() => world.telephony.pickUp('p')).toThrow('Nothing rings');
    expect(() => world.telephony.pickUp('x')).toThrow('no such lamp');
  });
});

test('a mailbox tells what waits, asked or not', async () => {
  notifier.bodies.set('message-summary alice', 'Messages-Waiting: yes\r\nVoice-Message: 2/5 (0/0)\r\n');
  await watching();
  await until('it is told', () => world.telephony.lamps.mailboxes[0]?.fresh === 2);
  notifier.tells('alice', 'Messages-Waiting: no\r\nVoice-Message: 0/7 (0/0)\r\n', 'message-summary');
  await until('it is told', () => world.telephony.lamps.mailboxes[0]?.old === 7);
  expect(world.telephony.lamps.mailboxes).toEqual([{ accountId: 'main', waiting: false, fresh: 0, old: 7 }]);
});

test('nothing is left when the line is', async () => {
  await watching();
  await world.telephony.removeLine('main');
  expect(world.clock.waiting).toBe(0);
  expect(world.telephony.lamps.mailboxes).toEqual([]);
});
