// From outside the window and below it: a link, the local API, the test of a line, the report.
import { unzipSync, strFromU8 } from 'fflate';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ask, callIs, practiceWithoutCall, snapshot } from './stories/agent.ts';
import { expect, test } from './support/test.ts';

test('a link shows its number, a program dials, the line is tested and reported on', async ({
  launch,
}, story) => {
  const { window, app } = await launch();
  await practiceWithoutCall(window);

  // A second start hands its words over.
  await app.evaluate(({ app: electron }) =>
    electron.emit('second-instance', {}, [], '', { words: ['hatif', 'tel:+966-55-555-0128;ext=7'] }),
  );
  await expect(window.getByRole('combobox', { name: /name or number/i })).toHaveValue('+966555550128');
  expect((await snapshot(window)).calls).toEqual([]);

  const { reach } = (await snapshot(window)).settings;
  await ask(window, 'settings.change', {
    reach: { ...reach, api: { on: true, port: 38_000 + (process.pid % 999) } },
  });
  const { token } = await ask(window, 'api.newToken', null);
  await expect.poll(async () => (await snapshot(window)).reach.api).toBe('on');
  const { port } = (await snapshot(window)).settings.reach.api;
  const program = async (what: string, body: object): Promise<number> => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    return answer.status;
  };
  expect(await program('dial', { target: '+966125550107' })).toBe(201);
  const { id } = await callIs(window, { direction: 'outbound', phase: 'established' });
  expect(await program(`calls/${id}/hangUp`, {})).toBe(200);
  await callIs(window, { id, phase: 'ended' });
  await ask(window, 'call.dismiss', { callId: id });

  // Every leg, the echo call of the practice exchange among them; nobody is asked for its outcome.
  const recent = (await snapshot(window)).recent.length;
  await ask(window, 'check.start', { accountId: 'practice' });
  await expect.poll(async () => (await snapshot(window)).selfCheck.state, { timeout: 30_000 }).toBe('over');
  const { steps } = (await snapshot(window)).selfCheck;
  expect(steps.map(({ leg, state, fault, skipped }) => `${leg} ${fault ?? skipped ?? state}`)).toEqual([
    'dns isAddress',
    'tcp passed',
    'tls onThisMachine',
    'webSocket passed',
    'register passed',
    'ice noIceServer',
    'microphone passed',
    'echo passed',
  ]);
  expect((await snapshot(window)).calls).toEqual([]);
  expect((await snapshot(window)).recent).toHaveLength(recent);

  // What was looked at is what is written.
  await mkdir(story.outputDir, { recursive: true });
  const file = path.join(story.outputDir, 'report.zip');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  const { reportId, parts } = await ask(window, 'report.prepare', null);
  expect(await ask(window, 'report.save', { reportId })).toBe(true);
  const files = unzipSync(await readFile(file));
  expect(Object.keys(files)).toEqual(parts.map(({ name }) => name));
  const whole = Object.values(files)
    .map(bytes => strFromU8(bytes))
    .join('\n');
  expect(whole).toContain('INVITE sip:user-');
  for (const secret of ['966125550107', '966555550128', 'Rania', token]) expect(whole).not.toContain(secret);
});
