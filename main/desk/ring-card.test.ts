import { beforeEach, describe, expect, it } from 'vitest';
import { createWords } from '../../shared/i18n/words.ts';
import type { RingCard as Card } from '../../shared/ipc/ringing.ts';
import { HatifError } from '../../shared/errors.ts';
import type { CallView } from '../../shared/call/view.ts';
import { usualPhone } from '../../shared/phone/settings.ts';
import { unknownCaller } from './cards.ts';
import { RingCard } from './ring-card.ts';
import { callOf, layla } from './testing.ts';

let calls: CallView[];
let tell: (callId: string, view: CallView | null) => void;
let looked: () => void;
let focused: boolean;
let shown: Card | null;
let did: string[];
let takesMessages: string | null;
let refuses: string | null;
let ringCard: boolean;
let ring: RingCard;

const none = { dispose: () => undefined };
const words = createWords('en');
const does =
  (name: string) =>
  (...args: string[]) => {
    if (refuses === name) throw new HatifError('microphoneMissing', 'none');
    did.push([name, ...args].join(' '));
  };

beforeEach(() => {
  calls = [];
  did = [];
  focused = false;
  shown = null;
  takesMessages = null;
  refuses = null;
  ringCard = true;
  ring = new RingCard({
    telephony: {
      get calls() {
        return calls;
      },
      onCall: listener => {
        tell = listener;
        return none;
      },
      answer: async id => does('answer')(id),
      decline: async id => does('decline')(id),
      silence: does('silence'),
      forward: async (id, target) => does('forward')(id, target),
    },
    workspace: {
      get focused() {
        return focused;
      },
      onFocus: listener => {
        looked = listener;
        return none;
      },
      open: () => void did.push('open'),
    },
    window: { show: card => (shown = card), hide: () => (shown = null) },
    settings: () => ({ phone: { ...usualPhone, takesMessages, ringCard } }),
    words: () => words,
    language: () => 'en',
    emit: (event, payload) => void did.push(`${event} ${JSON.stringify(payload)}`),
  });
});

function is(id: string, change: Partial<CallView> = {}): void {
  const view = callOf(id, change);
  calls = [...calls.filter(call => call.id !== id), view];
  tell(id, view);
}

describe('a call rings while the agent looks elsewhere', () => {
  it('there is no card for who does not want one', () => {
    ringCard = false;
    is('c1');
    expect(shown).toBeNull();
    ringCard = true;
    is('c1');
    expect(shown).not.toBeNull();
  });

  it('its card names the person, with the number beside, and what was called', () => {
    ring.callerIs({ ...unknownCaller('c1'), person: { ...layla, organisation: { id: 'o', name: 'Cedar' } } });
    is('c1', { called: 'Sales' });
    expect(shown).toMatchObject({
      name: 'Layla Haddad',
      organisation: 'Cedar',
      number: '+966 50 555 0142',
      more: null,
      words: { send: null },
    });
    expect(shown?.called).toContain('Sales');
  });

  it('goes with the ringing: answered, given up, or looked at in the workspace', () => {
    is('c1');
    expect(shown).not.toBeNull();
    focused = true;
    looked();
    expect(shown).toBeNull();
    focused = false;
    looked();
    expect(shown?.name).toBeNull();
    is('c1', { phase: 'answering' });
    expect(shown).toBeNull();
  });

  it('tells of a second one, and of it alone when the first is over', () => {
    is('c1');
    is('c2', { remote: { number: '', e164: null, name: null } });
    expect(shown?.more).toBe('Another call rings too');
    is('c1', { phase: 'ended' });
    expect(shown).toMatchObject({ callId: 'c2', number: '', more: null });
  });

  it('is not there for calls of our own, nor for one that is talked in', () => {
    is('c1', { direction: 'outbound', phase: 'ringing' });
    is('c2', { phase: 'established' });
    expect(shown).toBeNull();
  });
});

describe('a press on the card', () => {
  it('answers and brings the workspace; declines and silences without', async () => {
    is('c1');
    await ring.act('c1', 'silence');
    await ring.act('c1', 'decline');
    expect(did).toEqual(['silence c1', 'decline c1']);
    await ring.act('c1', 'answer');
    expect(did.slice(2)).toEqual(['answer c1', 'open']);
  });

  it('sends the caller to where messages are taken, once that is set', async () => {
    takesMessages = '*98';
    is('c1');
    expect(shown?.words.send).toBe('To voicemail');
    await ring.act('c1', 'send');
    expect(did).toEqual(['forward c1 *98']);
  });

  it('that cannot be done is said in the workspace', async () => {
    refuses = 'answer';
    is('c1');
    await ring.act('c1', 'answer');
    expect(did).toEqual(['open', 'notice {"key":"error.microphoneMissing","values":{},"tone":"error"}']);
  });
});
