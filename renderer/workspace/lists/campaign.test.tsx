// @vitest-environment jsdom
// A list that is a campaign: named in its form, shown on its page, said with each call from it.
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Output } from '../../../shared/ipc/contract.ts';
import { open } from '../../testing/dom.tsx';
import { desk } from '../../testing/states.ts';

const plain = { id: 'l', name: 'Spring', rule: null, doNotContact: false, archived: false, version: 1, sample: false, members: 1 }; // prettier-ignore
const hit = { personId: 'p', name: 'Layla Haddad', otherName: null, organisation: null, number: '+966505550142' }; // prettier-ignore

// Rows are drawn where there is room for them.
beforeEach(() => void vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(480));
afterEach(() => void vi.restoreAllMocks());

async function at(change: { campaign?: string; archived?: boolean }) {
  const workspace = await open(desk('en', {}));
  const { bridge, store, pass } = workspace;
  let list: Output<'list.save'> = { ...plain, ...change };
  bridge.answer('list.all', () => [list]);
  bridge.answer('list.members', () => ({ people: [hit], count: 1, next: null, done: 1 }));
  bridge.answer('list.save', ({ list: { campaign, ...fields } }) => {
    list = { ...plain, ...fields, ...(campaign === undefined ? {} : { campaign }), version: 2 };
    return list;
  });
  store.setState({ place: 'lists', listId: 'l' });
  // The page, who is on the list, the room for the rows.
  for (let step = 0; step < 3; step += 1) await pass(400);
  return workspace;
}
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const typeCampaign = (value: string) =>
  fireEvent.change(screen.getByLabelText('Campaign'), { target: { value } });

it('is named in the form, and no campaign any more when the name is taken away', async () => {
  const { bridge, pass, store } = await at({});
  press('Edit');
  await pass(0);
  typeCampaign(' Renewal ');
  press('Save');
  await pass(0);
  const fields = { name: 'Spring', rule: null, doNotContact: false, archived: false };
  expect(bridge.inputs('list.save')).toEqual([
    { id: 'l', base: 1, list: { ...fields, campaign: 'Renewal' } },
  ]);
  store.setState({ contacts: 1 });
  await pass(0);
  press('Edit');
  await pass(0);
  typeCampaign(' ');
  press('Save');
  await pass(0);
  expect(bridge.inputs('list.save').at(-1)).toEqual({ id: 'l', base: 2, list: fields });
});

it('stays one when it is put away', async () => {
  const { bridge, pass, text } = await at({ campaign: 'Renewal' });
  expect(text()).toContain('campaign Renewal');
  press('Archive');
  await pass(0);
  expect(bridge.inputs('list.save')).toMatchObject([{ list: { archived: true, campaign: 'Renewal' } }]);
});

it.each([
  ['for the campaign', { campaign: 'Renewal' }, { campaign: 'Renewal' }],
  ['for none from one that is no campaign', {}, {}],
  ['for none from one that was put away', { campaign: 'Renewal', archived: true }, {}],
])('who is called from it is called %s', async (_what, change, said) => {
  const { bridge, pass } = await at(change);
  press(/^Call .*Layla Haddad/);
  await pass(0);
  expect(bridge.inputs('call.dial')).toEqual([
    { target: '+966505550142', accountId: null, personId: 'p', ...said },
  ]);
});
