// Outcomes stand where they are offered: for every call, for those of a queue or line, for people on a list.
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Outcome } from '../../../shared/outcome/types.ts';
import { withoutIsolates } from '../../../shared/i18n/isolate.ts';
import { open } from '../../testing/dom.tsx';
import { states } from '../../testing/states.ts';

const nowhere = { queues: [], campaigns: [], lists: [] };
const offeredOn = (where: Partial<NonNullable<Outcome['offered']>>) => {
  const offered = { ...nowhere, ...where };
  const snapshot = states.wrapUpFresh('en');
  const [first, ...rest] = snapshot.outcomes;
  if (first === undefined) throw new Error('no outcomes');
  const [line] = snapshot.lines;
  const name = first.name.en;
  return {
    name,
    line: line?.name ?? '',
    snapshot: { ...snapshot, outcomes: [{ ...first, offered }, ...rest] },
  };
};
const there = (name: string) =>
  screen.queryAllByRole('button', { name: new RegExp(name) }).some(button => button.closest('.outcomes'));

it('one of another queue is not offered', async () => {
  const { name, snapshot } = offeredOn({ queues: ['Another'] });
  await open(snapshot);
  expect(there(name)).toBe(false);
});

it('one of a campaign is offered for a call that was made for it alone', async () => {
  const { name, snapshot } = offeredOn({ campaigns: ['Renewal'] });
  const { store, pass } = await open(snapshot);
  expect(there(name)).toBe(false);
  const { contexts } = store.getState();
  const [[id, context] = []] = Object.entries(contexts);
  if (id === undefined || context === undefined) throw new Error('no caller');
  store.setState({ contexts: { ...contexts, [id]: { ...context, campaign: 'renewal' } } });
  await pass(0);
  expect(there(name)).toBe(true);
  expect(withoutIsolates(document.body.textContent)).toContain('Campaign: renewal');
});

it('one of the line is', async () => {
  const { line } = offeredOn({});
  const { name, snapshot } = offeredOn({ queues: [line] });
  await open(snapshot);
  expect(there(name)).toBe(true);
});
