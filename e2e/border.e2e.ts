// What a page can do with full control of its script: nothing but ask through the border.
import { expect, test } from './support/test.ts';

test('the workspace has no Node, no other origin, no inline script, no window and no microphone', async ({
  launch,
}) => {
  const hatif = await launch();
  const { window: page, app } = hatif;
  await page.waitForSelector('h1, h2');
  // The media window comes after the first look.
  const media = await hatif.page('media');
  const probe = await page.evaluate(async () => {
    const inTimer = <T>(run: () => T): Promise<T | string> =>
      // Playwright's own evaluation is outside the page's policy; a timer of the page is not.
      new Promise(resolve => {
        setTimeout(() => {
          try {
            resolve(run());
          } catch (error) {
            resolve((error as Error).name);
          }
        }, 0);
      });
    const refused = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'allowed',
        (error: unknown) => (error as Error).name,
      );
    return {
      node: [
        typeof (globalThis as Record<string, unknown>)['require'],
        typeof (globalThis as Record<string, unknown>)['process'],
      ],
      bridge: Object.keys(window.hatif).sort(),
      markup: await inTimer(() => {
        document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>';
        return 'allowed';
      }),
      opened: await inTimer(() => String(window.open('https://example.org'))),
      fetched: await refused(fetch('http://127.0.0.1:9/')),
      microphone: await refused(navigator.mediaDevices.getUserMedia({ audio: true })),
      notifications: await refused(
        Notification.requestPermission().then(state =>
          state === 'granted' ? state : Promise.reject(new Error(state)),
        ),
      ),
      asked: await window.hatif.invoke('nothing.there', null),
      polluted: await window.hatif.invoke('__proto__', null),
      malformed: await window.hatif.invoke('call.dtmf', { callId: 'c', digits: '1\r\nX-Evil: 1' }),
    };
  });
  expect(probe).toMatchObject({
    node: ['undefined', 'undefined'],
    bridge: ['drop', 'invoke', 'on'],
    markup: 'TypeError',
    opened: 'null',
    fetched: 'TypeError',
    microphone: 'NotAllowedError',
    notifications: 'Error',
    asked: { ok: false, error: { code: 'forbidden' } },
    polluted: { ok: false, error: { code: 'forbidden' } },
    malformed: { ok: false, error: { code: 'badInput' } },
  });

  const inline = await page.evaluate(
    () =>
      new Promise<string>(resolve => {
        addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective), {
          once: true,
        });
        const style = document.createElement('style');
        style.textContent = 'body { background: red }';
        document.head.append(style);
      }),
  );
  expect(inline).toMatch(/^style-src/);

  // In a timer of the page: Playwright's own evaluation is outside the page's policy.
  const compiles = () =>
    new Promise<string>(resolve => {
      const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
      setTimeout(() => {
        WebAssembly.compile(empty).then(
          () => resolve('allowed'),
          (error: unknown) => resolve((error as Error).name),
        );
      }, 0);
    });
  expect([await page.evaluate(compiles), await media.evaluate(compiles)]).toEqual([
    'CompileError',
    'allowed',
  ]);

  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map(each => {
      // Not in the types: what the window was made with.
      const made = (
        each as unknown as { getLastWebPreferences: () => Record<string, unknown> }
      ).getLastWebPreferences();
      return {
        sandbox: made['sandbox'],
        contextIsolation: made['contextIsolation'],
        nodeIntegration: made['nodeIntegration'],
        webviewTag: made['webviewTag'] ?? false,
      };
    }),
  );
  expect(preferences.length).toBeGreaterThanOrEqual(2);
  for (const made of preferences)
    expect(made).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
});

test('no page can be led away', async ({ launch }) => {
  const hatif = await launch();
  const { window: page, app } = hatif;
  await page.waitForSelector('h1, h2');
  // The media window comes after the first look.
  await hatif.page('media');
  await page.evaluate(() => {
    location.href = 'https://example.org/';
    const link = document.createElement('a');
    link.href = 'hatif://app/media/index.html';
    document.body.append(link);
    link.click();
  });
  // What was to happen has happened once the page answers again from its own place.
  expect(
    await app
      .evaluate(({ webContents }) =>
        Promise.all(
          webContents
            .getAllWebContents()
            .map(each => each.executeJavaScript('location.href') as Promise<string>),
        ),
      )
      .then(places => places.sort()),
  ).toEqual(['hatif://app/media/index.html', 'hatif://app/workspace/index.html']);
});
