// Outcomes stand where they are offered: for every call, for those of a queue or line, for people on a list.
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { states } from '../../testing/states.ts';

const offeredOn = (offered: { queues: string[]; lists: string[] }) => {
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
  const { name, snapshot } = offeredOn({ queues: ['Another'], lists: [] });
  await open(snapshot);
  expect(there(name)).toBe(false);
});

it('one of the line is', async () => {
  const { line } = offeredOn({ queues: [], lists: [] });
  const { name, snapshot } = offeredOn({ queues: [line], lists: [] });
  await open(snapshot);
  expect(there(name)).toBe(true);
});
