// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { laylaContext } from '../../testing/people.ts';
import { desk, live } from '../../testing/states.ts';

const context = laylaContext('c1', 'en');
const [latest, ...earlier] = context.history;

it('a customer who was asked can be taken at their word, with a number and what they said', async () => {
  const history = [{ ...latest!, survey: { rating: null, best: null, comment: null } }, ...earlier];
  const workspace = await open(desk('en', { calls: [live()], contexts: [{ ...context, history }] }));
  expect(workspace.text()).toContain('Asked for a rating');
  fireEvent.click(screen.getByRole('button', { name: 'Enter the answer' }));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: '4' }));
  fireEvent.change(screen.getByRole('textbox', { name: 'What they said' }), { target: { value: ' Kind ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await workspace.pass(0);
  expect(workspace.bridge.inputs('survey.answer')).toEqual([
    { interactionId: latest!.id, answer: { rating: 4, best: 5, comment: 'Kind' } },
  ]);
});

it('a rating stands with its comment', async () => {
  const history = [{ ...latest!, survey: { rating: 9, best: 10, comment: 'Quick' } }, ...earlier];
  const workspace = await open(desk('ar', { calls: [live()], contexts: [{ ...context, history }] }));
  expect(workspace.text()).toContain('التقييم 9 من 10');
  expect(workspace.text()).toContain('Quick');
});
