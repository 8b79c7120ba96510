/** Hatif against a real phone system: Kamailio over WSS with digest, rtpengine, and plain RTP phones. */
import { isMessage } from './lab/fate.ts';
import { domain } from './lab/lab.ts';
import { Agent } from './support/agent.ts';
import { agentSays, expect, test } from './support/phones.ts';
import { until } from './support/until.ts';

// Each story brings up a phone system, its phones and the app.
test.describe.configure({ timeout: 120_000 });

test('the agent signs in and calls bob; each hears the other, and bob gets the keys', async ({
  agent,
  line,
  bob,
}) => {
  await agent.registers(line);
  await agent.calls('bob');
  await agent.isAt('call.onCall');
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  await agent.enters('19#');
  await until('bob has the keys', () => bob.digits === '19#');
  await agent.hangsUp();
  await until('bob is let go', () => bob.count('CALL_CLOSED') === 1);
  await agent.isAt('call.wrapUp');
  expect((await agent.call())?.end).toMatchObject({ by: 'local', cause: 'hangup' });
});

test('bob calls the agent, who answers; bob holds, the sound stops, and comes back', async ({
  agent,
  line,
  bob,
}) => {
  await agent.registers(line);
  bob.dial('agent');
  await agent.isAt('call.ringing');
  await agent.answers();
  await agent.isAt('call.onCall');
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  bob.hold();
  await agent.isAt('call.heldByThem');
  await agent.hearsNothing();
  bob.resume();
  await agent.isAt('call.onCall');
  await agent.hears();
  bob.hangUp();
  await agent.isAt('call.wrapUp');
  expect((await agent.call())?.end).toMatchObject({ by: 'remote', cause: 'hangup' });
});

test('both hold: the sound comes back one way when the agent resumes, both ways when carol does', async ({
  agent,
  line,
  lab,
}) => {
  const carol = await lab.plainPhone('carol', { hertz: 660 });
  await agent.registers(line);
  await agent.calls('carol');
  await until('carol rings', () => carol.ringing);
  await carol.answer();
  await Promise.all([agent.hears(), carol.hears(agentSays)]);
  await agent.holds();
  await agent.isAt('call.onHold');
  await Promise.all([agent.hearsNothing(), carol.hearsNothing()]);
  await carol.hold();
  await agent.isAt('call.heldByBoth');
  await agent.resumes();
  await agent.isAt('call.heldByThem');
  // Who holds may still be heard (RFC 3264 section 8.4): it is where music on hold comes from.
  await Promise.all([agent.hears(), carol.hearsNothing()]);
  await carol.resume();
  await agent.isAt('call.onCall');
  await Promise.all([agent.hears(), carol.hears(agentSays)]);
});

test('a busy number and one that nobody has are told apart', async ({ agent, line, lab }) => {
  const busy = await lab.script('busy');
  await agent.registers(line);
  await agent.calls(busy.number);
  await agent.sees('callEnd.busy');
  await busy.done();
  await agent.putsAway();
  await agent.calls('nobody');
  await agent.sees('callEnd.notFound');
});

test('a stranger from outside calls, and is shown by number and name', async ({ agent, line, lab }) => {
  await agent.registers(line);
  await lab.script('caller', { calls: 'agent', as: { number: '+966501234567', name: 'Huda <b>' } });
  await agent.isAt('call.ringing');
  expect((await agent.call())?.remote).toMatchObject({ e164: '+966501234567', name: 'Huda <b>' });
  await agent.answers();
  await agent.isAt('call.wrapUp');
});

test('the server dies and comes back while the phone is idle: the agent is told, and can be called again', async ({
  agent,
  line,
  bob,
  lab,
}) => {
  await agent.registers(line);
  await lab.kamailio.kill();
  await agent.sees('banner.noLine');
  await lab.kamailio.start();
  await agent.seesNoMore('banner.noLine', 30_000);
  bob.dial('agent');
  await agent.isAt('call.ringing');
  await agent.answers();
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
});

test('the server dies in mid-call: the talk goes on, and bob can hang up through the new one', async ({
  agent,
  line,
  bob,
  lab,
}) => {
  await agent.registers(line);
  bob.dial('agent');
  await agent.isAt('call.ringing');
  await agent.answers();
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  await lab.kamailio.kill();
  await agent.sees('banner.noLineCallGoesOn');
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  await lab.kamailio.start();
  await agent.seesNoMore('banner.noLine', 30_000);
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  bob.hangUp();
  await agent.isAt('call.wrapUp');
  expect((await agent.call())?.end).toMatchObject({ by: 'remote', cause: 'hangup' });
});

test('the socket is cut in mid-call: the talk goes on, and the next hold goes over the new one', async ({
  agent,
  line,
  bob,
  lab,
}) => {
  const network = await lab.proxy();
  await agent.registers({ ...line, server: network.url });
  await agent.calls('bob');
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  let recovered = 0;
  network.rule(frame => {
    if (isMessage('INVITE', 200)(frame)) recovered++;
    return 'pass';
  });
  network.cut();
  await until('the call has moved to the new socket', () => network.accepted === 2 && recovered > 0, {
    within: 30_000,
  });
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  await agent.holds();
  await agent.isAt('call.onHold');
  await agent.hangsUp();
  await until('bob is let go', () => bob.count('CALL_CLOSED') === 1);
});

test('the network swallows everything in mid-call: the dead socket is noticed, the talk goes on', async ({
  agent,
  line,
  bob,
  lab,
}) => {
  test.setTimeout(240_000);
  const network = await lab.proxy();
  await agent.registers({ ...line, server: network.url });
  await agent.calls('bob');
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  network.hang();
  await agent.sees('banner.noLineCallGoesOn', 60_000);
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  network.recover();
  await agent.seesNoMore('banner.noLine', 30_000);
  bob.hangUp();
  await agent.isAt('call.wrapUp');
});

test('each mistake in setting up a line has its sentence, and the line comes up when the last is mended', async ({
  launch,
  lab,
  line,
}) => {
  const network = await lab.proxy();
  const agent = new Agent(await launch()); // trusts no certificate of the lab's
  await agent.connects(line);
  await agent.sees('lineFault.certificate');
  await agent.corrects({ server: `wss://127.0.0.1:${lab.freePort()}` });
  await agent.sees('lineFault.refused');
  await agent.corrects({ server: 'wss://phones.invalid' });
  await agent.sees('lineFault.hostNotFound');
  network.hang();
  await agent.corrects({ server: network.url });
  await agent.sees('lineFault.timeout', 30_000);
  await agent.corrects({ server: lab.kamailio.wsUrl, password: 'guessed' });
  await agent.sees('lineFault.wrongPassword');
  await agent.corrects({ password: line.password, user: 'nobody' });
  await agent.sees('lineFault.wrongPassword');
  await agent.corrects({ user: line.user });
  await agent.sees('firstRun.connected');
});

test.describe('with a proxy that asks for digest inside dialogs too', () => {
  test.use({ labOptions: { challengeInDialog: true } });

  test('the agent holds, resumes and hangs up', async ({ agent, line, lab }) => {
    const carol = await lab.plainPhone('carol', { hertz: 660 });
    await agent.registers(line);
    await carol.dial(`sip:agent@${domain}`);
    await agent.isAt('call.ringing');
    await agent.answers();
    await Promise.all([agent.hears(), carol.hears(agentSays)]);
    await agent.holds();
    await agent.isAt('call.onHold');
    await carol.hearsNothing();
    await agent.resumes();
    await carol.hears(agentSays);
    await agent.hangsUp();
    await until('carol is let go', () => !carol.established);
  });
});
