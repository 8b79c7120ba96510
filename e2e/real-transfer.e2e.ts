/** Handing a call on through a real phone system: Kamailio passes REFER and NOTIFY, baresip does what they say. */
import { agentSays, bobSays, expect, test } from './support/phones.ts';
import { until } from './support/until.ts';

// Each story brings up a phone system, its phones and the app.
test.describe.configure({ timeout: 120_000 });

const carolSays = 660;

for (const challengeInDialog of [false, true]) {
  test.describe(
    challengeInDialog ? 'with a proxy that asks for digest inside dialogs too' : 'as it comes',
    () => {
      test.use({ labOptions: { challengeInDialog } });

      test('bob is sent to carol: they hear each other, and the agent is gone', async ({
        agent,
        line,
        bob,
        lab,
      }) => {
        const carol = await lab.phone('carol', {
          says: { hertz: carolSays, amplitude: 0.5 },
          answers: 'auto',
        });
        await agent.registers(line);
        await agent.calls('bob');
        await agent.isAt('call.onCall');
        await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
        await agent.transfers('carol');
        await agent.isAt('call.wrapUp', 30_000);
        expect((await agent.call())?.end?.cause).toBe('transferred');
        await Promise.all([bob.hearsTone(carolSays), carol.hearsTone(bobSays)]);
      });
    },
  );
}

test('bob is sent to a number that is busy: it is said, and the agent takes him back', async ({
  agent,
  line,
  bob,
  lab,
}) => {
  const busy = await lab.script('busy');
  await agent.registers(line);
  await agent.calls('bob');
  await agent.isAt('call.onCall');
  await Promise.all([agent.hears(), bob.hearsTone(agentSays)]);
  await agent.transfers(busy.number);
  await agent.sees('callEnd.busy', 30_000);
  await agent.takesBack();
  await agent.isAt('call.onCall');
  await agent.hears();
  expect(bob.count('CALL_CLOSED'), 'only the call that was busy').toBeLessThanOrEqual(1);
});

test('all three hear each other, and two when one has left', async ({ agent, line, bob, lab }) => {
  const carol = await lab.phone('carol', { says: { hertz: carolSays, amplitude: 0.5 }, answers: 'auto' });
  await agent.registers(line);
  await agent.calls('bob');
  await agent.isAt('call.onCall');
  await bob.hearsTone(agentSays);
  await agent.adds('carol');
  await agent.sees('transfer.joined', 20_000);
  await carol.hears('bob or the agent', ({ level }) => level > 0.05);
  // What she still hears of the muted agent is bob.
  await agent.mutes();
  await carol.hearsTone(bobSays);
  carol.hangUp();
  await until('carol has left', () => carol.count('CALL_CLOSED') === 1);
  await agent.seesNoMore('transfer.joined');
  await agent.hears();
});
