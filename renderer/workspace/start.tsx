/** Draws the workspace into a page. The product's entry and the tests' pages both begin here. */
import '../ui/mantine.ts';
import '../ui/fonts.css';
import '../ui/base.css';
import './styles.ts';
import { setNonce } from 'get-nonce';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Disposable } from '../../shared/disposable.ts';
import type { Language } from '../../shared/settings/schema.ts';
import { App } from './App.tsx';
import { createClient } from './client.ts';
import { loadPages } from './frame/pages.ts';
import { createCommands } from './state/commands.ts';
import { createRunKeeper } from './script/runKeeper.ts';
import { createDraftKeeper } from './state/drafts.ts';
import { connect, type WorkspaceStore } from './state/store.ts';

/** When the first look is over, and the pages one can go to from it are loaded, ms. */
const restMs = 1500;

/** Main fills the nonce in per load; style elements that libraries make must carry it. */
function styleNonce(page: Document): string {
  return page.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';
}

/** Main fills in the language, so that what is drawn before it can be asked is in the right one. */
function languageSaid(page: Document): Language | null {
  const said = page.querySelector('meta[name="language"]')?.getAttribute('content');
  return said === 'en' || said === 'ar' ? said : null;
}

export async function startWorkspace(
  bridge: HatifBridge,
  root: HTMLElement,
): Promise<Disposable & { store: WorkspaceStore }> {
  const nonce = styleNonce(root.ownerDocument);
  setNonce(nonce);
  const client = createClient(bridge);
  const now = () => Date.now();
  const { store, known, dispose } = connect(client, now, languageSaid(root.ownerDocument));
  const drafts = createDraftKeeper(client, store);
  const runs = createRunKeeper(client, store);
  const commands = createCommands(client, store, drafts, now);
  const drawn = createRoot(root);
  // Drawn aside while main is asked, as nobody knows anything: what is known then changes only what it has to, and the
  // script as compiled, which is kept from start to start, has all that it takes to draw.
  const place = { parent: root.parentNode, next: root.nextSibling };
  root.remove();
  flushSync(() => drawn.render(<App parts={{ store, commands, drafts, runs }} nonce={nonce} />));
  const { enter } = await known;
  place.parent?.insertBefore(root, place.next);
  flushSync(enter);
  const rest = setTimeout(() => void loadPages(), restMs);
  return {
    store,
    dispose() {
      clearTimeout(rest);
      drawn.unmount();
      dispose();
    },
  };
}
