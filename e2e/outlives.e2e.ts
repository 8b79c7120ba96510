// A call outlives every window: reload, crash and close leave the sound running, and the workspace comes back to it.
import {
  ask,
  callIs,
  firstCustomerRings,
  hearBothWays,
  living,
  pressUntil,
  snapshot,
  soundGoesOn,
  statsOf,
} from './stories/agent.ts';
import { recordAll, recordings, seconds, somethingRecorded } from './stories/recordings.ts';
import { expect, test } from './support/test.ts';

test('reload, crash and close of the workspace in mid-call', async ({ launch }) => {
  const hatif = await launch();
  const { window, app } = hatif;
  const { id } = await firstCustomerRings(window);
  await pressUntil(window, 'a', { id, phase: 'established' });
  await hearBothWays(window, id, 'layla');
  const answeredAt = (await callIs(window, { id })).answeredAt;
  let before = await statsOf(window, id);

  await window.reload();
  before = await soundGoesOn(window, id, before);
  await expect(window.getByRole('region', { name: /this call/i })).toContainText('Layla Haddad');
  expect((await callIs(window, { id })).answeredAt).toBe(answeredAt);

  // A crashed page cannot be asked any more; Electron's own hand looks at what came back.
  const inWorkspace = (script: string): Promise<unknown> =>
    app.evaluate(({ webContents }, code) => {
      const page = webContents.getAllWebContents().find(each => each.getURL().includes('/workspace/'));
      return page === undefined ? Promise.resolve(null) : page.executeJavaScript(code);
    }, script);
  const pid = (): Promise<unknown> =>
    app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .find(each => each.getURL().includes('/workspace/'))
        ?.getOSProcessId(),
    );
  const oldPid = await pid();
  await app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find(each => each.getURL().includes('/workspace/'))
      ?.forcefullyCrashRenderer(),
  );
  await expect.poll(pid, { timeout: 15_000 }).not.toBe(oldPid);
  await expect
    .poll(
      () =>
        inWorkspace("document.querySelector('[aria-label=\"This call\"]')?.textContent ?? ''").catch(
          () => '',
        ),
      {
        timeout: 15_000,
      },
    )
    .toContain('Layla Haddad');
  const packets = async (): Promise<number> => {
    const stats = await inWorkspace(`window.hatif.invoke('call.stats', { callId: '${id}' })`);
    return (stats as { value: { packetsReceived: number } }).value.packetsReceived;
  };
  await expect.poll(packets, { timeout: 15_000 }).toBeGreaterThan(before.packetsReceived + 40);

  // The window is closed; the call and its sound are not. A second start of Hatif brings the window back.
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find(each => each.webContents.getURL().includes('/workspace/'))
      ?.close(),
  );
  await expect.poll(pid).toBeUndefined();
  const [back] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ app: electron }) => void electron.emit('second-instance')),
  ]);
  await back.waitForLoadState();
  const call = await callIs(back, { id, phase: 'established' });
  expect(call.answeredAt).toBe(answeredAt);
  await soundGoesOn(back, id, await statsOf(back, id));
  await ask(back, 'call.hangUp', { callId: id });
  await callIs(back, { id, phase: 'ended' });
});

test('the media window is killed in mid-call: sound comes back, and both parts of the recording are there', async ({
  launch,
}) => {
  const { window, app, userData } = await launch();
  await recordAll(window);
  const { id } = await firstCustomerRings(window);
  await pressUntil(window, 'a', { id, phase: 'established' });
  await hearBothWays(window, id, 'layla');
  await somethingRecorded(userData);
  await app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find(each => each.getURL().includes('/media/'))
      ?.forcefullyCrashRenderer(),
  );
  await callIs(window, { id, phase: 'established', media: 'flowing' }, 30_000);
  await expect
    .poll(async () => (await ask(window, 'call.stats', { callId: id }))?.packetsReceived ?? 0, {
      timeout: 20_000,
    })
    .toBeGreaterThan(40);
  await somethingRecorded(userData, 2);
  await ask(window, 'call.hangUp', { callId: id });
  await expect.poll(async () => (await recordings(window)).map(({ end }) => end)).toEqual(['call', 'cut']);
  for (const { id: recording } of await recordings(window))
    expect(await seconds(window, recording)).toBeGreaterThan(0.5);
});

test('kill -9 in mid-call leaves an honest record, what was typed, and what was recorded', async ({
  launch,
}, info) => {
  const userData = info.outputPath('user-data');
  const hatif = await launch({ userData });
  await recordAll(hatif.window);
  const { id } = await firstCustomerRings(hatif.window);
  await pressUntil(hatif.window, 'a', { id, phase: 'established' });
  await somethingRecorded(userData);
  await hatif.window.getByRole('textbox', { name: /notes/i }).fill('Compressor B stops every ten minutes');
  await expect.poll(async () => (await snapshot(hatif.window)).drafts[0]?.savedAt ?? null).not.toBeNull();
  await hatif.kill();

  const again = await launch({ userData });
  await expect.poll(async () => (await snapshot(again.window)).recent.length).toBeGreaterThan(0);
  const { recent, drafts } = await snapshot(again.window);
  expect(recent.find(row => row.interactionId === id)).toMatchObject({
    answered: true,
    owed: true,
    cause: 'internal',
  });
  expect(drafts.find(draft => draft.interactionId === id)?.note).toBe('Compressor B stops every ten minutes');
  expect(await living(again.window)).toEqual([]);
  // What was recorded until that instant is there, is told as cut off, and plays.
  await expect.poll(async () => (await recordings(again.window)).map(({ end }) => end)).toEqual(['cut']);
  const [recording] = await recordings(again.window);
  expect(recording?.milliseconds).toBeGreaterThan(500);
  expect(await seconds(again.window, recording?.id ?? '')).toBeGreaterThan(0.5);
});
