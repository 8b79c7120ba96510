/** What an Asterisk 22 was seen to send before, beside and around calls. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { usualRules } from '../../shared/phone/rules.ts';
import { Asterisk } from './testing/asterisk.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let pbx: Asterisk;

beforeEach(async () => {
  pbx = await Asterisk.start();
  world = await World.open();
});

afterEach(async () => {
  await world.close();
  await pbx.kill();
});

async function registered(): Promise<void> {
  world.addAlice({ server: pbx.url, user: '6001', domain: 'pbx.test' }, 'pw6001');
  await world.registered();
}

describe('what goes beside calls', () => {
  test('message-waiting comes after the registration, without a subscription', async () => {
    pbx.messagesWaiting = 'Messages-Waiting: yes\r\nVoice-Message: 1/0 (0/0)\r\n';
    await registered();
    await until('it is told', () => world.telephony.lamps.mailboxes.length === 1);
    expect(world.telephony.lamps.mailboxes[0]).toMatchObject({ waiting: true, fresh: 1, old: 0 });
  });

  test('a MESSAGE is taken with 202, whatever becomes of it', async () => {
    await registered();
    await world.telephony.sendMessage('6002', 'hello', null);
    expect(pbx.requests('MESSAGE')).toHaveLength(2);
  });

  test('a call asks to be answered by itself, and that is ours to decide', async () => {
    await registered();
    const { autoAnswer, forwarding } = usualRules;
    pbx.calls('6001', ['Call-Info: <sip:pbx>;answer-after=0']);
    const { id } = await world.call('ringing');
    world.clock.pass(1_000);
    expect(world.view(id).phase).toBe('ringing');
    await world.telephony.decline(id);
    world.telephony.setRules({ autoAnswer: { ...autoAnswer, policy: 'allow' }, forwarding });
    pbx.calls('6001', ['Alert-Info: info=alert-autoanswer']);
    await world.call('ringing');
    world.clock.pass(0);
    world.clock.pass(500);
    await world.call('established');
  });
});

describe('who calls', () => {
  beforeEach(registered);

  test('a queue call: the asserted name and number, and what was called', async () => {
    pbx.calls(
      '6001',
      [
        'P-Asserted-Identity: "Erika Müller" <sip:+49301234@pbx-host>',
        'Diversion: "Zentrale" <sip:+4930111@pbx-host>;reason=unconditional',
        'X-Note: Grüße "quoted" é',
        'X-Empty:',
      ],
      '"Erika Müller" <sip:+49301234@pbx-host>',
    );
    const call = await world.call('ringing');
    expect(call.remote).toEqual({ number: '+49301234', e164: '+49301234', name: 'Erika Müller' });
    expect(call.called).toBe('Zentrale');
  });

  test('withheld, though the real number stands in the message', async () => {
    pbx.calls(
      '6001',
      ['P-Asserted-Identity: <sip:+49301234@pbx-host>', 'Privacy: id'],
      '"Anonymous" <sip:anonymous@anonymous.invalid>',
    );
    expect((await world.call('ringing')).remote).toEqual({ number: '', e164: null, name: null });
  });
});
