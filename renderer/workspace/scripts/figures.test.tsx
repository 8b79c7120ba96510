// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { desk } from '../../testing/states.ts';

it('the chart of a version says how many calls came to each step, stopped there, and how long it took', async () => {
  const { bridge, store, pass, text } = await open(desk('en'));
  bridge.answer('script.figures', () => ({
    runs: 40,
    finished: 30,
    steps: [
      { step: 'greeting', runs: 40, left: 4, ms: 65_000 },
      { step: 'end-of-it', runs: 36, left: 0, ms: 1000 },
    ],
  }));
  await import('./ScriptsPage.tsx');
  store.setState({ place: 'scripts' });
  await pass(0);
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Use' }));
  await pass(50);
  expect(text()).toContain('40 calls');
  expect(text()).toContain('75 %');
  const [row] = document.querySelectorAll<HTMLElement>('.figures li');
  expect(row?.textContent).toMatch(/1:05/);
  const [came, stopped] = row?.querySelectorAll<HTMLElement>('.bar i') ?? [];
  expect([came?.style.inlineSize, stopped?.style.inlineSize]).toEqual(['100%', '10%']);
});
