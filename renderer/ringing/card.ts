/** The parts of the card. What callers say is text, whatever it looks like. */
import type { RingAct, RingCard } from '../../shared/ipc/ringing.ts';

export function cardOf(card: RingCard, act: (which: RingAct) => void): HTMLElement[] {
  const number = element('bdi', 'number', card.number);
  number.dir = 'ltr';
  const who = element('button', 'who', '');
  who.title = card.words.open;
  who.append(
    element('span', 'title', [card.title, card.called].filter(part => part !== null).join(' · ')),
    element('strong', 'name', card.name ?? card.number),
  );
  const beside = element('span', 'beside', '');
  if (card.name !== null && card.number !== '') beside.append(number);
  if (card.organisation !== null) beside.append(element('bdi', 'organisation', card.organisation));
  if (card.more !== null) beside.append(element('span', 'more', card.more));
  who.append(beside);
  who.addEventListener('click', () => act('open'));

  const row = element('div', 'buttons', '');
  const add = (which: RingAct, word: string | null, disabled = false): void => {
    if (word === null) return;
    const button = element('button', which, word);
    button.disabled = disabled;
    button.addEventListener('click', () => act(which));
    row.append(button);
  };
  add('answer', card.words.answer);
  add('silence', card.words.silence, card.silenced);
  add('send', card.words.send);
  add('decline', card.words.decline);
  return [who, row];
}

function element<K extends keyof HTMLElementTagNameMap>(
  kind: K,
  name: string,
  text: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}
