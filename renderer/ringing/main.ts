/** The card of a call that rings: drawn from what main says, and nothing else. */
import '../ui/fonts.css';
import './ringing.css';
import type { RingAct, RingCard } from '../../shared/ipc/ringing.ts';
import { tokensOf } from '../ui/tokens.ts';
import { cardOf } from './card.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
function colour(): void {
  for (const [name, value] of Object.entries(tokensOf(dark.matches ? 'dark' : 'light')))
    document.documentElement.style.setProperty(name, value);
}
dark.addEventListener('change', colour);
colour();

const root = document.querySelector('main');
const act = (callId: string, which: RingAct): void =>
  void window.hatif.invoke('ringing.act', { callId, act: which });

function draw(card: RingCard | null): void {
  if (card === null) return root?.replaceChildren();
  document.documentElement.lang = card.language;
  document.documentElement.dir = card.language === 'ar' ? 'rtl' : 'ltr';
  document.title = card.title;
  root?.replaceChildren(...cardOf(card, which => act(card.callId, which)));
}

// Main checked what it sends against the contract.
window.hatif.on('ringing', card => draw(card as RingCard));
const reply = await window.hatif.invoke('ringing.card', null);
if (reply.ok) draw(reply.value as RingCard | null);
