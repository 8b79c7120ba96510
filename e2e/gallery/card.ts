/** The card of a call that rings, as its own page draws it: `?state=card&lang=ar&scheme=dark`. */
import { cards } from './cards.ts';

const asked = new URLSearchParams(location.search);
const card = cards[asked.get('state') ?? 'card']?.(asked.get('lang') === 'ar' ? 'ar' : 'en') ?? null;
// The system's scheme is what main set it to.
const dark = asked.get('scheme') === 'dark';
window.matchMedia = () => Object.assign(new EventTarget(), { matches: dark }) as unknown as MediaQueryList;
const hatif = { invoke: () => Promise.resolve({ ok: true, value: card }), on: () => () => undefined };
Object.assign(window, { hatif });
await import('../../renderer/ringing/main.ts');
document.body.dataset['ready'] = 'yes';
