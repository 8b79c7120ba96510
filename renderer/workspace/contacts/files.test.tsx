import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { picture } from '../../testing/files.ts';
import { states } from '../../testing/states.ts';

/** Layla's page, with all that is read for it. */
async function laylasPage() {
  const workspace = await open(states.idle('en'));
  workspace.store.setState({ place: 'contacts', personId: 'p-layla', pane: null });
  for (let step = 0; step < 3; step += 1) {
    await workspace.pass(400);
    await vi.dynamicImportSettled();
  }
  await workspace.pass(400);
  return workspace;
}
/** The part of the page under this heading. */
const section = () => {
  const found = screen.getByText('Files', { selector: 'h2' }).closest('section');
  if (found === null) throw new Error('there is no such part');
  return within(found);
};
const press = (name: string | RegExp) => {
  const [button] = [...section().queryAllByLabelText(name), ...section().queryAllByText(name)];
  if (button === undefined) throw new Error(`there is no button ${String(name)}`);
  fireEvent.click(button);
};

it('shows the face beside the name, files below, and each as a picture only when it is one and asked for', async () => {
  const { bridge, pass } = await laylasPage();
  expect(screen.getByAltText(/^Photo of/).getAttribute('src')).toBe(picture);
  const files = section();
  expect(files.getAllByRole('listitem')).toHaveLength(2);
  expect(files.queryByLabelText(/^Show .*Contract/)).toBeNull();
  expect(files.queryByAltText('Alarm panel.jpg')).toBeNull();
  press(/^Show .*Alarm panel/);
  await pass(0);
  expect(files.getByAltText('Alarm panel.jpg').getAttribute('src')).toBe(picture);
  expect(bridge.inputs('file.picture')).toContainEqual({ id: 'defect' });
});

it('adds, saves and removes, and asks before one is gone', async () => {
  const { bridge, pass } = await laylasPage();
  press('Change the photo');
  press('Add a file');
  press(/^Save .*Contract/);
  press(/^Remove .*Contract/);
  await pass(0);
  expect(bridge.inputs('file.remove')).toEqual([]);
  press(/^Remove .*Contract/);
  await pass(0);
  expect(bridge.inputs('file.add')).toEqual([
    { personId: 'p-layla', photo: true },
    { personId: 'p-layla', photo: false },
  ]);
  expect(bridge.inputs('file.save')).toEqual([{ id: 'contract' }]);
  expect(bridge.inputs('file.remove')).toEqual([{ id: 'contract' }]);
});

it('puts a file to an entry of the history', async () => {
  const { bridge, pass } = await laylasPage();
  const [first] = screen.getAllByLabelText(/^Attach a file to/);
  if (first) fireEvent.click(first);
  await pass(0);
  expect(bridge.inputs('file.add')).toEqual([{ entryId: expect.any(String) as string, photo: false }]);
});
