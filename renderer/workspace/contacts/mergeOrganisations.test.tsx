import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { withoutIsolates } from '../../../shared/i18n/isolate.ts';
import { open } from '../../testing/dom.tsx';
import { states } from '../../testing/states.ts';
import type { ContactsPane } from '../state/contacts.ts';

async function at(pane: ContactsPane) {
  const workspace = await open(states.idle('en'));
  workspace.store.setState({ place: 'contacts', pane });
  for (let step = 0; step < 3; step += 1) {
    await workspace.pass(400);
    await vi.dynamicImportSettled();
  }
  await workspace.pass(400);
  return workspace;
}

it('shows both organisations side by side, says what moves, merges with what was chosen, and can be taken back', async () => {
  const { bridge, pass, store } = await at({
    kind: 'mergeOrganisations',
    keptId: 'o-cedar',
    goneId: 'o-cedar-2',
  });
  const page = screen.getByRole('region', { name: 'Merge two organisations' });
  expect(withoutIsolates(page.textContent ?? '')).toContain(
    '1 person of Cedar Bay moves to Cedar Bay Hotels',
  );
  fireEvent.click(within(page).getByRole('radio', { name: 'Cedar Bay' }));
  fireEvent.click(within(page).getByRole('button', { name: 'Merge' }));
  await pass(0);
  expect(bridge.inputs('organisations.merge')).toEqual([
    { keptId: 'o-cedar', goneId: 'o-cedar-2', choice: ['name'] },
  ]);
  expect(store.getState().pane).toEqual({ kind: 'organisation', id: 'o-cedar' });
  fireEvent.click(screen.getByRole('button', { name: /^Undo/ }));
  await pass(0);
  expect(bridge.inputs('organisations.unmerge')).toEqual([{ asideId: 'aside' }]);
});

it('is reached from the page of an organisation, and takes the latest apart there', async () => {
  const { bridge, pass } = await at({ kind: 'organisation', id: 'o-cedar' });
  fireEvent.click(screen.getByRole('button', { name: 'Merge with another record' }));
  await pass(0);
  expect(screen.getByRole('combobox', { name: 'The other record of it' })).toBeTruthy();
  expect(bridge.inputs('organisation.search')).toContainEqual({ text: '', limit: 20 });
});
