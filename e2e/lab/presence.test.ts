/** Lamps, mailboxes and registrar services of a real phone system (Kamailio), on our telephony. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LampView } from '../../shared/lamps/types.ts';
import { until } from '../support/until.ts';
import { domain, Lab, type LabOptions } from './lab.ts';
import { LoadedPhone } from './loadedPhone.ts';
import { prepareLab } from './packages.ts';
import type { Proxy } from './proxy.ts';
import { publish } from './publisher.ts';

let lab: Lab;
let phone: LoadedPhone;
let network: Proxy;

beforeAll(async () => {
  const readiness = await prepareLab();
  if (!readiness.ready) throw new Error(readiness.reason);
}, 600_000);

async function open(options: LabOptions): Promise<void> {
  lab = await Lab.start(options);
  network = await lab.proxy();
  phone = new LoadedPhone('agent', { server: network.url, ca: lab.certificate.cert });
  await phone.registered();
}

afterEach(async () => {
  await phone.telephony.shutdown();
  await lab.stop();
});

const lamp = (): LampView | undefined => phone.telephony.lamps.lamps[0];
const shows = (state: LampView['state']): Promise<boolean> =>
  until(`the lamp is ${state}`, () => lamp()?.state === state, { seen: () => JSON.stringify(lamp()) });

describe('a phone system with presence', () => {
  test('tells of a colleague’s calls from the ringing to the end, and goes on after a broken socket', async () => {
    await open({ presence: true });
    const [bob, carol] = [
      await lab.plainPhone('bob', { hertz: 440 }),
      await lab.plainPhone('carol', { hertz: 660 }),
    ];
    phone.telephony.watch({
      lamps: [{ id: 'b', name: 'Bob', number: 'bob', kind: 'colleague' }],
      pickUpCode: null,
    });
    await carol.dial(bob.uri);
    await until('bob rings', () => bob.ringing);
    await shows('ringing');
    expect(lamp()?.peer?.number).toBe('carol');
    expect(lamp()?.canPickUp).toBe(true);
    await bob.answer();
    await shows('busy');
    network.cut();
    await shows('unknown');
    await shows('busy');
    await bob.hangUp();
    await shows('free');
  });

  test('tells what waits in the mailbox, and what somebody says of themselves', async () => {
    await open({ presence: true });
    const { sipPort } = lab.kamailio;
    phone.telephony.watch({
      lamps: [{ id: 'b', name: 'Bob', number: 'bob', kind: 'colleague' }],
      pickUpCode: null,
    });
    const pidf = `<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:bob@${domain}"><tuple id="t"><status><basic>closed</basic></status><note>Lunch &amp; tea</note></tuple></presence>`;
    expect(await publish(sipPort, `sip:bob@${domain}`, 'presence', 'application/pidf+xml', pidf)).toBe(200);
    await shows('away');
    expect(lamp()?.note).toBe('Lunch & tea');
    const summary = 'Messages-Waiting: yes\r\nVoice-Message: 3/1 (0/0)\r\n';
    const kept = await publish(
      sipPort,
      `sip:agent@${domain}`,
      'message-summary',
      'application/simple-message-summary',
      summary,
    );
    expect(kept).toBe(200);
    await until('the mailbox is told', () => phone.telephony.lamps.mailboxes[0]?.fresh === 3);
  });
});

describe('a registrar', () => {
  test('gives a GRUU, at which the other side finds us to hang up', async () => {
    await open({});
    const bob = await lab.plainPhone('bob', { hertz: 440 });
    const callId = phone.telephony.dial('bob', null);
    await until('bob rings', () => bob.ringing);
    await bob.answer();
    await until(
      'they talk',
      () => phone.telephony.calls.find(({ id }) => id === callId)?.phase === 'established',
    );
    expect(bob.peerContact).toMatch(/;gr=urn:uuid:/);
    await bob.hangUp();
    await until('it has ended', () => phone.ended === 1);
  });

  test('that asks for its own way is asked by it', async () => {
    await open({ serviceRoute: true });
    const bob = await lab.plainPhone('bob', { hertz: 440 });
    phone.telephony.dial('bob', null);
    await until('bob rings', () => bob.ringing);
  });
});
