// @vitest-environment jsdom
import { expect, it } from 'vitest';
import type { RingAct, RingCard } from '../../shared/ipc/ringing.ts';
import { cardOf } from './card.ts';

const card: RingCard = {
  callId: 'c1',
  language: 'en',
  title: 'Incoming call',
  name: '<b>Layla</b>',
  organisation: null,
  number: '+966505550142',
  called: 'Called: Sales',
  more: null,
  silenced: true,
  words: { answer: 'Answer', decline: 'Decline', silence: 'Silenced', send: null, open: 'Open' },
};

it('shows what callers say as text, the number from left to right, and the buttons that there are', () => {
  const pressed: RingAct[] = [];
  document.body.append(...cardOf(card, which => pressed.push(which)));
  expect(document.querySelector('b')).toBeNull();
  expect(document.querySelector('.name')?.textContent).toBe('<b>Layla</b>');
  expect(document.querySelector<HTMLElement>('.number')?.dir).toBe('ltr');
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('.buttons button')];
  expect(buttons.map(({ textContent, disabled }) => [textContent, disabled])).toEqual([
    ['Answer', false],
    ['Silenced', true],
    ['Decline', false],
  ]);
  for (const button of buttons) button.click();
  document.querySelector<HTMLElement>('.who')?.click();
  expect(pressed).toEqual(['answer', 'decline', 'open']);
});

it('a number alone stands where the name would', () => {
  const [, who] = cardOf({ ...card, name: null, language: 'ar' }, () => undefined);
  const name = who?.querySelector<HTMLElement>('.name');
  expect([name?.textContent, name?.dir]).toEqual(['+966505550142', 'ltr']);
  expect(who?.querySelector('.number')).toBeNull();
});

it('a name runs as its own script does, in a card of either language, and another call has a line of its own', () => {
  const [, who] = cardOf({ ...card, language: 'ar', more: 'Another call rings too' }, () => undefined);
  expect(who?.querySelector<HTMLElement>('.name')?.dir).toBe('auto');
  expect(who?.lastElementChild?.textContent).toBe('Another call rings too');
});
