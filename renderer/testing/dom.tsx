/** Draws the whole workspace in jsdom over a fake bridge, and gives the words to find things by. */
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import type { Snapshot } from '../../shared/ipc/contract.ts';
import { withoutIsolates } from '../../shared/i18n/isolate.ts';
import { App } from '../workspace/App.tsx';
import { createClient } from '../workspace/client.ts';
import { FirstRun, loadPages } from '../workspace/frame/pages.ts';
import { createCommands } from '../workspace/state/commands.ts';
import { createRunKeeper } from '../workspace/script/runKeeper.ts';
import { createDraftKeeper } from '../workspace/state/drafts.ts';
import { connect, type WorkspaceStore } from '../workspace/state/store.ts';
import { fakeBridge, type FakeBridge } from './bridge.ts';
import { noon, type Tongue } from './people.ts';

// What a browser has and jsdom has not.
window.matchMedia ??= (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
});
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
// Text areas that grow with their text measure it again when a font has come.
if (!('fonts' in document))
  Object.defineProperty(document, 'fonts', {
    value: { addEventListener: () => undefined, removeEventListener: () => undefined },
  });
Element.prototype.scrollIntoView ??= () => undefined;
// The editor measures its lines.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;

export interface Workspace {
  bridge: FakeBridge;
  store: WorkspaceStore;
  /** All text on screen, without direction isolates. */
  text(): string;
  /** Presses a key by its place on the keyboard. */
  press(code: string, more?: KeyboardEventInit): void;
  /** Lets `ms` of the fake clock pass, and what was promised meanwhile. */
  pass(ms: number): Promise<void>;
  send: FakeBridge['send'];
  unmount(): void;
}

/** Opens the workspace at `noon` by a fake clock. Call inside a test. */
export async function open(snapshot: Snapshot, tongue: Tongue = 'en'): Promise<Workspace> {
  await Promise.all([loadPages(), FirstRun.load()]);
  vi.useFakeTimers({ now: noon });
  const bridge = fakeBridge(snapshot, tongue);
  const client = createClient(bridge);
  const { store, known, dispose } = connect(client, () => Date.now(), tongue);
  (await known).enter();
  const drafts = createDraftKeeper(client, store);
  const runs = createRunKeeper(client, store);
  const commands = createCommands(client, store, drafts, () => Date.now());
  const drawn = render(<App parts={{ store, commands, drafts, runs }} nonce="" />);
  const pass = (ms: number) =>
    act(async () => {
      await vi.advanceTimersByTimeAsync(ms);
    });
  await pass(0);
  return {
    bridge,
    store,
    text() {
      const page = document.body.cloneNode(true) as HTMLElement;
      for (const style of page.querySelectorAll('style')) style.remove();
      return withoutIsolates(page.textContent ?? '');
    },
    press: (code, more = {}) =>
      act(() => {
        const target = document.activeElement ?? document.body;
        const key = /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? code;
        target.dispatchEvent(
          new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true, ...more }),
        );
      }),
    pass,
    send: (event, payload) => act(() => bridge.send(event, payload)),
    unmount() {
      drawn.unmount();
      dispose();
    },
  };
}

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Past the moment in which controls that just changed take no input. */
export const settled = 450;
