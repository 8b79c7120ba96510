// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { desk } from '../../testing/states.ts';

/** The form of that name, after `name` and `dialled` were typed into it and it was sent. */
async function added(form: string, name: string, dialled: string) {
  const workspace = await open(desk('en'));
  workspace.store.setState({ place: 'settings', settingsPage: 'phone' });
  await workspace.pass(0);
  const its = within(screen.getByRole('form', { name: form }));
  const [nameField, dialledField] = its.getAllByRole('textbox') as [HTMLElement, HTMLElement];
  fireEvent.change(nameField, { target: { value: name } });
  fireEvent.change(dialledField, { target: { value: dialled } });
  fireEvent.click(its.getByRole('button', { name: 'Add' }));
  await workspace.pass(0);
  return workspace;
}

it('a colleague whose lamp is watched needs a name and a number', async () => {
  const { bridge, text } = await added('Colleagues and parking places', 'Omar', '');
  expect(text()).toContain('A name and an extension are needed');
  expect(bridge.inputs('settings.change')).toEqual([]);
});

it('a code of the phone system is added under its name', async () => {
  const { bridge } = await added('Codes of the phone system', 'Queue in', '*45');
  expect(bridge.inputs('settings.change')).toMatchObject([
    { phone: { codes: [{ name: 'Queue in', code: '*45', use: 'send' }] } },
  ]);
});
