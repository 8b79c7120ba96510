// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withoutIsolates } from '../../shared/i18n/isolate.ts';
import { open, settled } from '../testing/dom.tsx';
import { due, laylaContext, minute, noon } from '../testing/people.ts';
import { desk, incoming, live, outgoing, over, states, type StateName } from '../testing/states.ts';

const band = () => screen.getByRole('region', { name: 'This call' });
const button = (name: RegExp) => within(band()).getByRole('button', { name });
const textOf = (element: Element) => withoutIsolates(element.textContent ?? '');

describe('every state', () => {
  let complaints: string[];
  beforeEach(() => {
    complaints = [];
    for (const level of ['error', 'warn'] as const)
      vi.spyOn(console, level).mockImplementation(
        (...args: unknown[]) => void complaints.push(args.join(' ')),
      );
  });
  afterEach(() => vi.restoreAllMocks());

  for (const name of Object.keys(states) as StateName[])
    for (const tongue of ['en', 'ar'] as const)
      it(`draws ${name} in ${tongue} with every word said`, async () => {
        const { text } = await open(states[name](tongue), tongue);
        expect(text()).not.toMatch(
          /\{\{|\b(?:call|desk|caller|frame|wrapUp|banner|line|lineFault|error|transfer)\.[a-z]/,
        );
        expect(document.documentElement.lang).toBe(tongue);
        expect(document.documentElement.dir).toBe(tongue === 'ar' ? 'rtl' : 'ltr');
        expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
        expect(complaints).toEqual([]);
      });
});

describe('a call comes in', () => {
  it('shows name, number, organisation, why we think so, and what is owed, while it still rings', async () => {
    const { send, text } = await open(desk('en', { recent: [], due: [] }));
    send('context', laylaContext('c1', 'en'));
    send('calls', [incoming()]);
    for (const said of [
      'Layla Haddad',
      'ليلى حداد',
      '+966 50 555 0142',
      'Cedar Bay Hotels',
      'Direct line',
      'Credit note for the missed visit',
      'Asked where the technician was',
    ])
      expect(text()).toContain(said);
    expect(button(/Answer/)).toBeTruthy();
  });

  it('tells main once that the card is there, when the caller is on it, also beside another call', async () => {
    const { bridge, send } = await open(
      desk('en', { calls: [live()], contexts: [laylaContext('c1', 'en')] }),
    );
    send('calls', [live(), incoming({ id: 'c2' })]);
    expect(bridge.inputs('card.shown')).toEqual([]);
    let name = '';
    bridge.answer('card.shown', () => {
      name = document.body.textContent ?? '';
      return null;
    });
    send('context', laylaContext('c2', 'en'));
    send('calls', [live(), incoming({ id: 'c2', silenced: true })]);
    await Promise.resolve();
    expect(bridge.inputs('card.shown')).toEqual([{ callId: 'c2' }]);
    expect(name).toContain('Layla Haddad');
  });

  it('takes no focus and opens no page', async () => {
    const { send, press } = await open(desk('en'));
    press('Slash', { key: '/' });
    const field = screen.getByRole('combobox', { name: /Search people/ });
    expect(document.activeElement).toBe(field);
    send('calls', [incoming()]);
    expect(document.activeElement).toBe(field);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Contacts');
  });

  it('is answered with A, and not in the first 400 ms, when the key may have been meant for something else', async () => {
    const { bridge, send, press, pass } = await open(desk('en'));
    send('calls', [incoming()]);
    press('KeyA');
    fireEvent.click(button(/Answer/));
    await pass(0);
    expect(bridge.inputs('call.answer')).toEqual([]);
    await pass(settled);
    press('KeyA');
    await pass(0);
    expect(bridge.inputs('call.answer')).toEqual([{ callId: 'c1' }]);
  });

  it('is answered with Alt A while a note is being typed, and a bare A is only a letter', async () => {
    const { bridge, press, pass } = await open(states.ringing('en'));
    await pass(settled);
    screen.getByRole('textbox', { name: 'Notes' }).focus();
    press('KeyA');
    await pass(0);
    expect(bridge.inputs('call.answer')).toEqual([]);
    press('KeyA', { altKey: true });
    await pass(0);
    expect(bridge.inputs('call.answer')).toEqual([{ callId: 'c1' }]);
  });

  it('is declined with X and silenced with S', async () => {
    const { bridge, press, pass } = await open(states.ringing('en'));
    await pass(settled);
    press('KeyS');
    press('KeyX');
    expect(bridge.inputs('call.silence')).toHaveLength(1);
    expect(bridge.inputs('call.decline')).toHaveLength(1);
  });

  it('is said to a screen reader', async () => {
    const { send } = await open(desk('en'));
    send('context', laylaContext('c1', 'en'));
    send('calls', [incoming()]);
    expect(screen.getAllByRole('alert').map(textOf)).toContain('Layla Haddad is calling');
  });

  it('keeps the letters of a Latin keyboard on an Arabic one: keys are places', async () => {
    const { bridge, press, pass } = await open(states.ringing('ar'), 'ar');
    await pass(settled);
    press('KeyA', { key: 'ش' });
    await pass(0);
    expect(bridge.inputs('call.answer')).toHaveLength(1);
  });

  it('shows a caller without a number as hidden, and markup in a name as text', async () => {
    const { send, text } = await open(states.hidden('en'));
    expect(text()).toContain('Hidden number');
    send('calls', [incoming({ remote: { number: '12', e164: null, name: '<img src=x onerror=alert(1)>' } })]);
    expect(text()).toContain('<img src=x onerror=alert(1)>');
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('who it is', () => {
  it('is chosen with 1–9 among those who share the number', async () => {
    const { bridge, press } = await open(states.many('en'));
    press('Digit2');
    expect(bridge.inputs('caller.choose')).toEqual([{ callId: 'c1', personId: 'p-rania' }]);
  });

  it('is none of these with 0', async () => {
    const { bridge, press } = await open(states.many('en'));
    press('Digit0');
    expect(bridge.inputs('caller.choose')).toEqual([{ callId: 'c1', personId: null }]);
  });

  it('is found by name when nobody has the number', async () => {
    const { bridge, pass } = await open(states.unknown('en'));
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'hadd' } });
    await pass(0);
    fireEvent.click(screen.getByRole('button', { name: /Samir/ }));
    expect(bridge.inputs('caller.choose')).toEqual([{ callId: 'c1', personId: 'p-samir' }]);
  });
});

describe('in the call', () => {
  it('counts m:ss from the answer', async () => {
    const { pass } = await open(states.live('en'));
    expect(screen.getByRole('timer').textContent).toContain('4:37');
    await pass(3000);
    expect(screen.getByRole('timer').textContent).toContain('4:40');
  });

  it('mutes with M, holds with H, hangs up with X', async () => {
    const { bridge, press, pass } = await open(states.live('en'));
    await pass(settled);
    press('KeyM');
    press('KeyH');
    await pass(0);
    press('KeyX');
    expect(bridge.inputs('call.mute')).toEqual([{ callId: 'c1', muted: true }]);
    expect(bridge.inputs('call.hold')).toEqual([{ callId: 'c1', hold: true }]);
    expect(bridge.inputs('call.hangUp')).toEqual([{ callId: 'c1' }]);
  });

  it('sends digits from the open keypad, which then owns the number keys', async () => {
    const { bridge, press, pass } = await open(states.live('en'));
    await pass(settled);
    press('KeyK');
    press('Digit4');
    press('Digit3', { key: '#', shiftKey: true });
    press('Escape');
    press('Digit5');
    expect(bridge.inputs('call.dtmf').map(input => input.digits)).toEqual(['4', '#']);
  });

  it('says in words when nothing arrives', async () => {
    const { bridge, pass, text } = await open(states.live('en'));
    let at = noon;
    bridge.answer('call.stats', () => ({
      at: (at += 2000),
      packetsReceived: 500,
      packetsSent: at,
      packetsLost: 0,
      jitterMs: 3,
      roundTripMs: 20,
      levelIn: 0,
      levelOut: 0.2,
      energyIn: 1,
      energyOut: at,
      concealedSamples: 0,
      codec: 'opus',
      ice: 'connected',
      dtls: 'connected',
    }));
    await pass(6100);
    expect(text()).toContain('You cannot hear them: nothing arrives');
  });

  it('lets a second call ring in its slot; answering it puts the first on hold', async () => {
    const { bridge, press, pass, text } = await open(states.second('en'));
    await pass(settled);
    expect(screen.getByRole('timer').textContent).toContain('On call');
    expect(text()).toContain('Answering Marcus Weber puts this call on hold');
    press('KeyA');
    await pass(0);
    expect(bridge.inputs('call.answer')).toEqual([{ callId: 'c2' }]);
  });

  it('gives a second call the band when the agent answered it, and each keeps its slot', async () => {
    const { send, store } = await open(states.second('en'));
    const two = incoming({ id: 'c2', phase: 'established', answeredAt: noon, media: 'flowing' });
    send('calls', [live({ hold: 'local', heldSince: noon }), two]);
    expect(store.getState().chosen).toBe('c2');
    expect(store.getState().slots).toEqual(['c1', 'c2']);
    send('calls', [two]);
    expect(store.getState().slots).toEqual([null, 'c2']);
  });

  it('keeps mute and hold apart from hold that the phone system has not answered yet', async () => {
    const { bridge, press, pass } = await open(desk('en', { calls: [live({ busyHold: true })] }));
    await pass(settled);
    press('KeyH');
    expect(bridge.inputs('call.hold')).toEqual([]);
    expect(button(/Hold/).hasAttribute('disabled')).toBe(true);
  });
});

describe('notes', () => {
  const note = () => screen.getByRole('textbox', { name: 'Notes' });

  it('are saved 250 ms after the last key, and say when they were', async () => {
    const { bridge, pass, text } = await open(states.ringing('en'));
    fireEvent.change(note(), { target: { value: 'Fish' } });
    await pass(200);
    fireEvent.change(note(), { target: { value: 'Fish and dairy' } });
    await pass(200);
    expect(bridge.inputs('draft.save')).toEqual([]);
    await pass(60);
    expect(bridge.inputs('draft.save')).toEqual([
      { interactionId: 'c1', note: 'Fish and dairy', outcomeId: null, dueAt: null, actions: [] },
    ]);
    expect(text()).toContain('Saved 13:41');
  });

  it('are saved at once on leaving the field', async () => {
    const { bridge, pass } = await open(states.ringing('en'));
    fireEvent.change(note(), { target: { value: 'Fish' } });
    fireEvent.blur(note());
    await pass(0);
    expect(bridge.inputs('draft.save')).toHaveLength(1);
  });

  it('belong to their call: switching away and back loses nothing', async () => {
    const { pass, press, bridge } = await open(states.second('en'));
    fireEvent.change(note(), { target: { value: 'For Layla' } });
    press('KeyZ');
    expect(note()).toHaveProperty('value', '');
    await pass(0);
    expect(bridge.inputs('draft.save').at(-1)?.note).toBe('For Layla');
    press('KeyZ');
    expect(note()).toHaveProperty('value', 'For Layla');
  });

  it('are kept and tried again when they could not be saved, and say so', async () => {
    const { bridge, pass, text } = await open(states.ringing('en'));
    bridge.refuse('draft.save', 'storeUnavailable');
    fireEvent.change(note(), { target: { value: 'Fish' } });
    await pass(300);
    expect(text()).toContain('Not saved yet');
    bridge.answer('draft.save', draft => ({ ...draft, savedAt: noon }));
    await pass(2100);
    expect(text()).toContain('Saved 13:41');
    expect(note()).toHaveProperty('value', 'Fish');
  });

  it('typed while a save is under way are saved after it', async () => {
    const { bridge, pass } = await open(states.ringing('en'));
    let release = () => undefined as void;
    bridge.answer(
      'draft.save',
      draft => new Promise(done => (release = () => done({ ...draft, savedAt: noon }))),
    );
    fireEvent.change(note(), { target: { value: 'one' } });
    await pass(300);
    fireEvent.change(note(), { target: { value: 'one two' } });
    await pass(300);
    expect(bridge.inputs('draft.save')).toHaveLength(1);
    release();
    await pass(0);
    expect(bridge.inputs('draft.save').map(draft => draft.note)).toEqual(['one', 'one two']);
  });
});

describe('wrap-up', () => {
  it('chooses with a number key, asks for the time in place, shows what it will do, and finishes with Enter', async () => {
    const { bridge, press, pass, text, send } = await open(states.wrapUpFresh('en'));
    press('Digit4');
    await pass(0);
    expect(text()).toContain('Call back, time not set yet');
    press('Enter');
    expect(text()).toContain('A time is needed for “Call back”');
    expect(document.activeElement?.textContent).toBe('in 1 h');
    fireEvent.click(screen.getByRole('button', { name: 'in 1 h' }));
    expect(text()).toContain('Call back 14:41');
    (document.activeElement as HTMLElement).blur();
    press('Enter');
    await pass(0);
    expect(bridge.inputs('wrapUp.finish')).toEqual([
      {
        interactionId: 'c1',
        note: '',
        outcomeId: 'callback',
        dueAt: noon - 12_000 + 60 * minute,
        actions: [],
      },
    ]);
    expect(bridge.inputs('call.dismiss')).toEqual([{ callId: 'c1' }]);
    send('calls', []);
    expect(text()).toContain('Outcome saved · 0:10');
  });

  it('can be taken back for ten seconds with U', async () => {
    const { bridge, press, pass, send, text } = await open(states.wrapUpFresh('en'));
    press('Digit1');
    press('Enter');
    await pass(0);
    send('calls', []);
    await pass(9000);
    press('KeyU');
    expect(bridge.inputs('wrapUp.undo')).toEqual([{ interactionId: 'c1' }]);
    expect(text()).not.toContain('Outcome saved');
  });

  it('can no longer be taken back after ten seconds', async () => {
    const { bridge, press, pass, send } = await open(states.wrapUpFresh('en'));
    press('Digit1');
    press('Enter');
    await pass(0);
    send('calls', []);
    await pass(10_100);
    press('KeyU');
    expect(bridge.inputs('wrapUp.undo')).toEqual([]);
  });

  it('does not save a note after it was finished', async () => {
    const { bridge, press, pass } = await open(states.wrapUpFresh('en'));
    fireEvent.change(screen.getByRole('textbox', { name: 'Notes' }), { target: { value: 'late words' } });
    press('Digit1');
    press('Enter');
    await pass(3000);
    const names = bridge.asked.map(one => one.name);
    expect(names.lastIndexOf('draft.save')).toBeLessThan(names.indexOf('wrapUp.finish'));
    expect(bridge.inputs('wrapUp.finish')[0]?.note).toBe('late words');
  });

  it('without an outcome says what is missing instead of finishing', async () => {
    const { bridge, press, text } = await open(states.wrapUpFresh('en'));
    press('Enter');
    expect(text()).toContain('Choose how the call ended');
    expect(bridge.inputs('wrapUp.finish')).toEqual([]);
  });

  it('of an owed call is opened with O from the idle desk', async () => {
    const { bridge, press, pass } = await open(states.idle('en'));
    press('KeyO');
    await pass(0);
    press('Digit1');
    press('Enter');
    await pass(0);
    expect(bridge.inputs('wrapUp.finish')[0]?.interactionId).toBe('khalid');
  });

  it('is not owed for a call that was never answered: Enter puts it away', async () => {
    const { bridge, press, text } = await open(states.failedBusy('en'));
    expect(text()).toContain('The line is busy');
    press('Enter');
    expect(bridge.inputs('call.dismiss')).toEqual([{ callId: 'c1' }]);
  });

  it('gives its slot to a living call and stays owed', async () => {
    const { send, store } = await open(desk('en', { calls: [over(), over({ id: 'c2' })] }));
    send('calls', [over(), over({ id: 'c2' }), incoming({ id: 'c3' })]);
    expect(store.getState().slots).toContain('c3');
  });
});

describe('calling out', () => {
  it('dials what was typed into the band, from the chosen line', async () => {
    const { bridge, pass } = await open(states.idle('en'));
    const field = screen.getByRole('combobox', { name: /Name or number/ });
    fireEvent.change(field, { target: { value: '+966 50 555 0142' } });
    await pass(0);
    fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' });
    await pass(0);
    expect(bridge.inputs('call.dial')).toEqual([
      { target: '+966 50 555 0142', accountId: 'a1', personId: null },
    ]);
  });

  it('dials the person whose name was typed', async () => {
    const { bridge, pass } = await open(states.idle('en'));
    const field = screen.getByRole('combobox', { name: /Name or number/ });
    fireEvent.change(field, { target: { value: 'hadd' } });
    await pass(0);
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' });
    await pass(0);
    expect(bridge.inputs('call.dial')[0]).toMatchObject({ target: '+9613555014', personId: 'p-samir' });
  });

  it('calls who is due with their number key', async () => {
    const { bridge, press, pass } = await open(states.idle('en'));
    press('Digit2');
    await pass(0);
    expect(bridge.inputs('call.dial')[0]).toMatchObject({ target: '+96555500183', personId: 'p-huda' });
  });

  it('takes the band at once and says what happens', async () => {
    const { send, text } = await open(states.idle('en'));
    send('calls', [outgoing()]);
    expect(text()).toContain('Setting the call up');
    send('calls', [outgoing({ phase: 'ringing', earlyMedia: true })]);
    expect(text()).toContain('Their system is playing to you');
  });

  it('says in words why it was refused', async () => {
    const { bridge, press, pass, text } = await open(states.idle('en'));
    bridge.refuse('call.dial', 'noLine');
    press('Digit1');
    await pass(0);
    expect(text()).toContain('No line is registered to call from');
  });

  it('asks for a microphone when there is none', async () => {
    const { bridge, press, pass, text, send } = await open(states.ringing('en'));
    bridge.refuse('call.answer', 'microphoneDenied');
    await pass(settled);
    press('KeyA');
    await pass(0);
    expect(text()).toContain('The microphone is not allowed');
    send('devices', []);
    expect(text()).not.toContain('The microphone is not allowedAllow');
  });

  it('asks for a microphone no longer once somebody talks', async () => {
    const ringing = states.ringing('en');
    const { bridge, press, pass, text, send } = await open(ringing);
    bridge.refuse('call.answer', 'microphoneDenied');
    await pass(settled);
    press('KeyA');
    await pass(0);
    send(
      'calls',
      ringing.calls.map(call => ({ ...call, phase: 'established' as const, answeredAt: call.startedAt })),
    );
    expect(text()).not.toContain('The microphone is not allowedAllow');
  });
});

describe('what goes wrong', () => {
  it('says why no line is registered, what to do, and when it is tried again', async () => {
    const { bridge, press, pass, text } = await open(states.noServer('en'));
    expect(text()).toContain('next try in 0:07');
    expect(text()).toContain('The phone system does not answer (pbx1.masar.example)');
    await pass(2000);
    expect(text()).toContain('next try in 0:05');
    press('KeyY');
    expect(bridge.inputs('line.retry')).toEqual([{ accountId: 'a1' }]);
  });

  it('asks before it puts a damaged file aside', async () => {
    const { bridge, text } = await open(states.storeCorrupt('en'));
    fireEvent.click(screen.getByRole('button', { name: 'Start with an empty file' }));
    expect(text()).toContain('put aside beside it, not deleted');
    expect(bridge.inputs('store.startFresh')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Start with an empty file' }));
    expect(bridge.inputs('store.startFresh')).toHaveLength(1);
  });

  it('says news in the title bar, and never a bare key', async () => {
    const { send, text, pass } = await open(states.idle('en'));
    send('notice', { key: 'notice.interrupted', values: { count: '2' }, tone: 'info' });
    expect(text()).toContain('2 calls were cut off');
    await pass(9000);
    expect(text()).not.toContain('2 calls were cut off');
    send('notice', { key: 'notice.ofTheFuture', values: {}, tone: 'error' });
    expect(text()).not.toContain('ofTheFuture');
    expect(text()).toContain('Something went wrong');
  });
});

describe('lists', () => {
  const names = () =>
    within(screen.getByRole('navigation', { name: 'What is going on' }))
      .getAllByRole('button')
      .map(textOf)
      .filter(text => /Marcus|Huda|Newcomer/.test(text));

  it('do not move under the pointer: a new row waits until the list was left for two seconds', async () => {
    const [marcus, huda] = due('en');
    if (!marcus || !huda) throw new Error('the story needs two people who are due');
    const { send, pass } = await open(desk('en', { recent: [], due: [marcus, huda] }));
    const list = screen.getByRole('button', { name: /13:15/ }).closest('ul');
    if (!list) throw new Error('the due rows are not in a list');
    fireEvent.pointerEnter(list);
    send('due', [{ ...huda, id: 'new', personName: 'Newcomer' }, marcus, huda]);
    expect(names()[0]).toContain('Marcus');
    expect(names()).toHaveLength(2);
    fireEvent.pointerLeave(list);
    await pass(1900);
    expect(names()).toHaveLength(2);
    await pass(200);
    expect(names()[0]).toContain('Newcomer');
  });
});

describe('moving about', () => {
  it('F6 goes through calls, Now, Who and Next', async () => {
    const { press } = await open(states.live('en'));
    const reached: (string | null)[] = [];
    for (let i = 0; i < 5; i++) {
      press('F6');
      reached.push(document.activeElement?.getAttribute('aria-label') ?? null);
    }
    expect(reached).toEqual(['Calls', 'What is going on', 'Who and why', 'What to say and do next', 'Calls']);
  });

  it('? shows the keys, Escape leaves, and meanwhile no other key acts', async () => {
    const { bridge, press, pass } = await open(states.live('en'));
    await pass(settled);
    press('Slash', { key: '?', shiftKey: true });
    await pass(200);
    expect(screen.getByRole('dialog', { name: 'Keys' })).toBeTruthy();
    press('KeyX');
    expect(bridge.inputs('call.hangUp')).toEqual([]);
    press('Escape');
    await pass(500);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('switches language at once, direction and all, and tells main', async () => {
    const { bridge, text, pass } = await open(states.idle('en'));
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    fireEvent.click(screen.getByRole('button', { name: 'Language and look' }));
    fireEvent.click(screen.getByRole('radio', { name: 'العربية' }));
    await pass(0);
    expect(text()).toContain('متابعات مستحقة');
    expect(document.documentElement.dir).toBe('rtl');
    expect(bridge.inputs('settings.language')).toEqual(['ar']);
  });

  it('leaves the page of an unsaved form alone when a call is answered', async () => {
    const { send, store } = await open(states.ringing('en'));
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    fireEvent.click(screen.getByRole('button', { name: 'Add a line' }));
    fireEvent.change(screen.getByRole('textbox', { name: /^User(?! for)/ }), { target: { value: '2041' } });
    send('calls', [live()]);
    expect(store.getState().place).toBe('settings');
  });

  it('ends every subscription when the window closes', async () => {
    const { bridge, unmount } = await open(states.idle('en'));
    expect(bridge.listeners()).toBeGreaterThan(0);
    unmount();
    expect(bridge.listeners()).toBe(0);
  });
});

describe('numbers', () => {
  it('stay left-to-right and in one piece inside Arabic', async () => {
    await open(states.ringing('ar'), 'ar');
    const numbers = [...document.querySelectorAll('.tel')];
    expect(numbers.map(textOf)).toContain('+966 50 555 0142');
    for (const number of numbers) {
      expect(number.tagName).toBe('BDI');
      expect(number.getAttribute('dir')).toBe('ltr');
    }
  });
});
