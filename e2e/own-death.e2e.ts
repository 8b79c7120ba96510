/** Every process of Hatif dies in mid-call; Hatif is started again, and the talk goes on. */
import { join } from 'node:path';
import { domain } from './lab/lab.ts';
import { Agent } from './support/agent.ts';
import { agentSays, expect, test } from './support/phones.ts';
import { until } from './support/until.ts';

test.describe.configure({ timeout: 120_000 });

test('killed in mid-call and started again: the same call goes on, and carol can end it', async ({
  agent,
  line,
  lab,
  launch,
}) => {
  const carol = await lab.plainPhone('carol', { hertz: 660 });
  await agent.registers(line);
  await carol.dial(`sip:agent@${domain}`);
  await agent.isAt('call.ringing');
  await agent.answers();
  await Promise.all([agent.hears(), carol.hears(agentSays)]);
  const before = await agent.call();
  await agent.hatif.kill();

  const again = new Agent(
    await launch({
      userData: agent.hatif.userData,
      microphone: join(lab.folder, 'microphone.wav'),
      env: { NODE_EXTRA_CA_CERTS: lab.certificate.certFile },
    }),
  );
  await again.isAt('call.onCall', 30_000);
  expect(await again.call()).toMatchObject({ id: before?.id, answeredAt: before?.answeredAt });
  await Promise.all([again.hears(30_000), carol.hears(agentSays)]);
  await carol.hangUp();
  await again.isAt('call.wrapUp');
  await until('it is an ordinary end', async () => (await again.call())?.end?.cause === 'hangup');
});
