// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { open, settled } from '../../testing/dom.tsx';
import { laylaContext, outcomes } from '../../testing/people.ts';
import { desk, incoming, live } from '../../testing/states.ts';

const contexts = [laylaContext('c1', 'en')];
/** “Call back” is the second that is offered. */
const usual = outcomes.filter(({ id }) => id !== 'visit' && id !== 'sold');
const ending = (name: string) => screen.getByRole('button', { name: new RegExp(`^Hang up: .?${name}`) });

it('hangs up with one of the usual outcomes by one click, its usual time with it, once that is on disk', async () => {
  const { bridge, pass } = await open(desk('en', { calls: [live()], contexts, outcomes: usual }));
  fireEvent.click(ending('Call back'));
  await pass(0);
  // What stood here before the call was taken was something else.
  expect(bridge.inputs('call.hangUp')).toEqual([]);
  await pass(settled);
  fireEvent.click(ending('Call back'));
  await pass(0);
  const [draft] = bridge.inputs('draft.save').slice(-1);
  expect(draft).toMatchObject({ interactionId: 'c1', outcomeId: 'callback' });
  expect(new Date(draft?.dueAt ?? 0).getMinutes()).toBe(0);
  expect(bridge.inputs('call.hangUp')).toEqual([{ callId: 'c1' }]);
});

it('offers no outcome to hang up with while it rings', async () => {
  const { press, bridge, pass } = await open(desk('en', { calls: [incoming()], contexts, outcomes: usual }));
  expect(screen.queryByRole('button', { name: /^Hang up: / })).toBeNull();
  await pass(settled);
  press('Digit2', { ctrlKey: true });
  await pass(0);
  expect(bridge.inputs('call.hangUp')).toEqual([]);
});
