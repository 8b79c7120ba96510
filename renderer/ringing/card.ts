/** The parts of the card. What callers say is text, whatever it looks like. */
import type { RingAct, RingCard } from '../../shared/ipc/ringing.ts';

export function cardOf(card: RingCard, act: (which: RingAct) => void): HTMLElement[] {
  const who = element('button', 'who', '');
  who.title = card.words.open;
  const title = element('h1', 'title', [card.title, card.called].filter(part => part !== null).join(' · '));
  who.append(named(card));
  const beside = element('span', 'beside', '');
  if (card.name !== null && card.number !== '')
    beside.append(fromLeft(element('bdi', 'number', card.number)));
  if (card.organisation !== null) beside.append(element('bdi', 'organisation', card.organisation));
  if (beside.childElementCount > 0) who.append(beside);
  if (card.more !== null) who.append(element('span', 'more', card.more));
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
  return [title, who, row];
}

/** A name runs as its own script does, a number from the left; both stand where the card's language begins. */
function named({ name, number }: RingCard): HTMLElement {
  const shown = element('strong', 'name', name ?? number);
  if (name === null) return fromLeft(shown);
  shown.dir = 'auto';
  return shown;
}

function fromLeft<E extends HTMLElement>(shown: E): E {
  shown.dir = 'ltr';
  return shown;
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
