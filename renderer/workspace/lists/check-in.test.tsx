// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CheckInRule } from '../../../shared/people/check-ins.ts';
import { open } from '../../testing/dom.tsx';
import { desk } from '../../testing/states.ts';

const list = { id: 'l', name: 'Care', rule: null, doNotContact: false, archived: false, version: 1, sample: false, members: 2 }; // prettier-ignore
const hit = { personId: 'p', name: 'Layla Haddad', otherName: null, organisation: null, number: '+966', matched: null }; // prettier-ignore

it('a list says whom its check-in would make due before it does, and takes it back', async () => {
  const workspace = await open(desk('en', {}));
  const { bridge, pass, text } = workspace;
  let rule: CheckInRule | null = null;
  bridge.answer('list.all', () => [list]);
  bridge.answer('checkIn.of', () => rule);
  bridge.answer('checkIn.due', ({ days }) => ({ people: days > 80 ? [hit] : [], count: days > 80 ? 7 : 0, next: null })); // prettier-ignore
  bridge.answer('checkIn.save', input => {
    rule = input.rule;
    return null;
  });
  bridge.answer('checkIn.stop', () => ({ removed: 7 }));
  workspace.store.setState({ place: 'lists', listId: 'l' });
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Check in regularly' }));
  await pass(0);
  expect(text()).toContain('7 people would be due now: Layla Haddad');
  fireEvent.change(screen.getByLabelText('Days after the last contact'), { target: { value: '30' } });
  await pass(0);
  expect(text()).toContain('Nobody would be due now.');
  fireEvent.click(screen.getByRole('button', { name: 'Make them due' }));
  await pass(0);
  expect(bridge.inputs('checkIn.save')).toEqual([
    { listId: 'l', rule: { days: 30, what: 'Check-in', active: true } },
  ]);
  expect(text()).toContain('Check in 30 days after the last contact: Check-in');
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await pass(0);
  expect(bridge.inputs('checkIn.stop')).toEqual([{ listId: 'l' }]);
});
