/** Cards of calls that ring, as main sends them. */
import type { Tongue } from '../../renderer/testing/people.ts';
import { ar } from '../../shared/i18n/ar/index.ts';
import { en } from '../../shared/i18n/en/index.ts';
import type { RingCard } from '../../shared/ipc/ringing.ts';

/** Of its window. */
export const cardSize = [376, 188] as const;

function card(tongue: Tongue, change: Partial<RingCard> = {}): RingCard {
  const { call, ringing } = tongue === 'en' ? en : ar;
  const say = (english: string, arabic: string) => (tongue === 'en' ? english : arabic);
  return {
    callId: 'c1',
    language: tongue,
    title: ringing.title,
    name: say('Layla Haddad', 'ليلى حداد'),
    organisation: say('Cedar Bay Hotels', 'فنادق خليج الأرز'),
    number: '+966 50 555 0142',
    called: call.called.replace('{{called}}', say('Masar Cooling · Service', 'مسار للتبريد · الخدمة')),
    more: null,
    silenced: false,
    ...change,
    words: {
      answer: call.answer,
      decline: call.decline,
      silence: call.silence,
      send: null,
      open: ringing.open,
      ...change.words,
    },
  };
}

export const cards: Record<string, (tongue: Tongue) => RingCard> = {
  card: tongue => card(tongue),
  cardNumber: tongue => card(tongue, { name: null, organisation: null, called: null }),
  cardFull: tongue => {
    const { call, ringing } = tongue === 'en' ? en : ar;
    const words = { ...card(tongue).words, send: ringing.send, silence: call.silenced };
    const name = 'Maximiliane von Hohenstein-Wittelsbach (Zentrale)';
    return card(tongue, { name, more: ringing.more, silenced: true, called: 'Called: Najm Energy', words });
  },
};
