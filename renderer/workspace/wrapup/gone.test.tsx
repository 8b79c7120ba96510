// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { laylaContext, outcomes } from '../../testing/people.ts';
import { desk, over } from '../../testing/states.ts';

const draft = {
  interactionId: 'c1',
  note: 'n',
  outcomeId: 'solved',
  dueAt: null,
  actions: [],
  savedAt: null,
};
const contexts = [laylaContext('c1', 'en')];

it.each(['archived', 'gone'] as const)(
  'an outcome that is %s while it is owed is said to be offered no more, and is not finished with',
  async how => {
    const { send, text, bridge, press, pass } = await open(
      desk('en', { calls: [over()], contexts, drafts: [draft] }),
    );
    expect(text()).not.toContain('not offered');
    send(
      'outcomes',
      how === 'archived'
        ? outcomes.map(each => (each.id === 'solved' ? { ...each, archived: true } : each))
        : outcomes.filter(({ id }) => id !== 'solved'),
    );
    expect(text()).toContain('not offered for this call any more. Choose another.');
    if (how === 'archived') expect(text()).toContain('“Solved on the call” was chosen');
    press('Enter');
    await pass(0);
    expect(bridge.inputs('wrapUp.finish')).toEqual([]);
    expect(text()).toContain('Choose how the call ended');
  },
);
