import { waitFor } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';
import type { Snapshot } from '../../shared/ipc/contract.ts';
import { fakeBridge } from '../testing/bridge.ts';
import { desk, incoming } from '../testing/states.ts';
import { laylaContext } from '../testing/people.ts';
import { startWorkspace } from './start.tsx';

it('shows nothing before main has answered, then all that it said and what happened meanwhile', async () => {
  document.head.innerHTML = '<meta name="language" content="ar">';
  document.body.innerHTML = '<div id="root"></div><script></script>';
  const root = document.body.firstElementChild as HTMLElement;
  const bridge = fakeBridge(desk('ar'), 'ar');
  let answer: (snapshot: Snapshot) => void = () => undefined;
  bridge.answer('app.snapshot', () => new Promise(resolve => (answer = resolve)));
  const starting = startWorkspace(bridge, root);
  await waitFor(() => expect(bridge.inputs('app.snapshot')).toHaveLength(1));
  expect(document.body.querySelector('button')).toBeNull();
  expect(root.querySelector('.frame')).not.toBeNull();
  bridge.send('context', laylaContext('c1', 'ar'));
  bridge.send('calls', [incoming()]);
  answer(desk('ar'));
  const workspace = await starting;
  onTestFinished(() => workspace.dispose());
  expect([...document.body.children].map(each => each.localName).slice(0, 2)).toEqual(['div', 'script']);
  expect(document.querySelector('.band-name')?.textContent).toContain('ليلى حداد');
  expect(document.documentElement.dir).toBe('rtl');
  await waitFor(() => expect(bridge.inputs('card.shown')).toHaveLength(1));
});
