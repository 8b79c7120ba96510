import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { sayKey } from '../../../shared/safety/recovery-key.ts';
import { backUps } from '../../testing/safety.ts';
import { open } from '../../testing/dom.tsx';
import { states } from '../../testing/states.ts';

const key = sayKey(Uint8Array.from({ length: 20 }, (_, n) => n * 7));

async function privacy() {
  const workspace = await open(states.idle('en'));
  workspace.bridge.answer('backUp.view', () => backUps);
  workspace.bridge.answer('retention.get', () => ({}));
  workspace.bridge.answer('audit.page', () => []);
  workspace.store.setState({ place: 'settings', settingsPage: 'privacy' });
  for (let step = 0; step < 3; step += 1) {
    await workspace.pass(400);
    await vi.dynamicImportSettled();
  }
  await workspace.pass(400);
  return workspace;
}
const press = (name: string) => fireEvent.click(screen.getByText(name, { selector: 'button' }));

it('shows a recovery key once, and asks before a new one takes its place', async () => {
  const { bridge, pass } = await privacy();
  bridge.answer('backUp.makeKey', () => ({
    key,
    view: { ...backUps, recoveryMadeAt: backUps.files[0]?.at ?? 0 },
  }));
  press('Make a recovery key');
  await pass(0);
  expect(screen.getByText(key)).toBeTruthy();
  press('I have it in writing');
  await pass(0);
  expect(screen.queryByText(key)).toBeNull();
  press('Make a new one');
  await pass(0);
  expect(bridge.inputs('backUp.makeKey')).toHaveLength(1);
  press('Make a new one');
  await pass(0);
  expect(bridge.inputs('backUp.makeKey')).toHaveLength(2);
});

it('restores a file of another computer with its key, and says where there is a slip in it', async () => {
  const { bridge, pass } = await privacy();
  bridge.answer('backUp.chooseFile', () => ({ name: 'hatif-1.hatif', size: 9, at: 0, opens: 'withKey' }));
  press('Restore from a file');
  await pass(0);
  const field = screen.getByLabelText('Recovery key', { selector: 'input' });
  fireEvent.change(field, { target: { value: key.replace(/^./, 'Z') } });
  const form = screen.getByLabelText('Restore from a file', { selector: 'form' });
  fireEvent.submit(form);
  await pass(0);
  expect(screen.getByText(/there is a slip in it/)).toBeTruthy();
  expect(bridge.inputs('backUp.restoreChosen')).toEqual([]);
  fireEvent.change(field, { target: { value: key.toLowerCase() } });
  fireEvent.submit(form);
  await pass(0);
  expect(bridge.inputs('backUp.restoreChosen')).toEqual([{ key: key.toLowerCase() }]);
  expect(screen.getByText(/^Restored\./)).toBeTruthy();
});

it('offers nothing where nothing opens the file, and stops a back-up that is being made', async () => {
  const { bridge, pass, store } = await privacy();
  bridge.answer('backUp.chooseFile', () => ({ name: 'hatif-1.hatif', size: 9, at: 0, opens: 'nobody' }));
  press('Restore from a file');
  await pass(0);
  expect(screen.getByText(/It cannot be opened/)).toBeTruthy();
  expect(screen.queryByLabelText('Recovery key', { selector: 'input' })).toBeNull();
  bridge.answer('backUp.cancel', () => backUps);
  store.setState({ backUp: { ...backUps, running: true } });
  await pass(0);
  press('Stop');
  await pass(0);
  expect(bridge.inputs('backUp.cancel')).toHaveLength(1);
  expect(store.getState().backUp.running).toBe(false);
});
