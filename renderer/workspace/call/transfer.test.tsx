// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { open, settled } from '../../testing/dom.tsx';
import { desk, live, states } from '../../testing/states.ts';

const band = () => screen.getByRole('region', { name: 'This call' });
const button = (name: RegExp) => within(band()).getByRole('button', { name });
const field = () => screen.getByRole('combobox', { name: /transfer to/ });
const said = () =>
  screen
    .getAllByRole('status')
    .map(status => status.textContent ?? '')
    .join(' ');

async function opened() {
  const workspace = await open(states.live('en'));
  await workspace.pass(settled);
  workspace.press('KeyT');
  return {
    ...workspace,
    async types(text: string) {
      fireEvent.change(field(), { target: { value: text } });
      await workspace.pass(0);
    },
    async enter() {
      fireEvent.keyDown(field(), { key: 'Enter', code: 'Enter' });
      await workspace.pass(0);
    },
  };
}

describe('the field for whom the call shall go to', () => {
  it('opens in the lane with T, takes the focus, and covers neither the caller nor the controls', async () => {
    const { text, press } = await opened();
    expect(document.activeElement).toBe(field());
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(text()).toContain('Layla Haddad');
    expect(button(/Hang up/)).toBeTruthy();
    press('Escape');
    expect(screen.queryByRole('combobox', { name: /transfer to/ })).toBeNull();
  });

  it('transfers to a number with Enter, and goes', async () => {
    const { bridge, types, enter } = await opened();
    await types('+966 12 555 0107');
    await enter();
    expect(bridge.inputs('call.transfer')).toEqual([
      { callId: 'c1', target: '+966 12 555 0107', name: null, along: false },
    ]);
    expect(screen.queryByRole('combobox', { name: /transfer to/ })).toBeNull();
  });

  it('sends what is known along within the house, outside only when it is ticked', async () => {
    const { bridge, types, enter } = await opened();
    const tick = screen.getByRole<HTMLInputElement>('checkbox', { name: /Send along/ });
    expect(tick.checked).toBe(true);
    await types('204');
    expect(tick.checked).toBe(true);
    await types('+966 12 555 0107');
    expect(tick.checked).toBe(false);
    fireEvent.click(tick);
    await enter();
    expect(bridge.inputs('call.transfer')).toMatchObject([{ along: true }]);
  });

  it('takes a person first, and only then transfers', async () => {
    const { bridge, types, enter } = await opened();
    await types('hadd');
    await enter();
    expect(bridge.inputs('call.transfer'), 'the first Enter only chooses').toEqual([]);
    expect(field()).toHaveProperty('value', 'Samir Haddad');
    await enter();
    expect(bridge.inputs('call.transfer')).toEqual([
      { callId: 'c1', target: '+9613555014', name: 'Samir Haddad', along: false },
    ]);
  });

  it('does not offer the caller', async () => {
    const { types } = await opened();
    await types('hadd');
    const names = screen.getAllByRole('option').map(option => option.textContent);
    expect(names.some(name => name?.includes('Layla'))).toBe(false);
    expect(names.some(name => name?.includes('Samir'))).toBe(true);
  });

  it('asks first, or adds to the call', async () => {
    const { bridge, types, pass, press } = await opened();
    await types('1002');
    press('KeyA', { altKey: true });
    await pass(0);
    press('KeyT');
    await types('1003');
    fireEvent.click(button(/Add to call/));
    await pass(0);
    expect(bridge.inputs('call.consult')).toEqual([
      { callId: 'c1', target: '1002', personId: null, join: false, along: true },
      { callId: 'c1', target: '1003', personId: null, join: true, along: true },
    ]);
  });

  it('stays, with what was typed, when it was refused', async () => {
    const { bridge, types, enter, text } = await opened();
    bridge.refuse('call.transfer', 'badNumber');
    await types('+');
    await enter();
    await types('sip:x@elsewhere.example');
    await enter();
    expect(field()).toHaveProperty('value', 'sip:x@elsewhere.example');
    expect(text()).toContain('number');
  });

  it('does nothing with nothing', async () => {
    const { bridge, enter } = await opened();
    await enter();
    expect(bridge.inputs('call.transfer')).toEqual([]);
  });

  it('leaves asking out while both lines are taken', async () => {
    const { pass, press, bridge } = await open(states.second('en'));
    await pass(settled);
    press('KeyT');
    expect(button(/Ask first/).hasAttribute('disabled')).toBe(true);
    press('KeyA', { altKey: true });
    expect(bridge.inputs('call.answer'), 'A still answers').toEqual([{ callId: 'c2' }]);
  });
});

describe('while it is transferred', () => {
  it('says so, and takes neither hold nor another transfer', async () => {
    const { text, pass, press, bridge } = await open(states.transferring('en'));
    await pass(settled);
    expect(text()).toContain('Transfer to Rania Khoury: it rings there');
    expect(said()).toContain('it rings there');
    press('KeyH');
    press('KeyT');
    expect(bridge.inputs('call.hold')).toEqual([]);
    expect(button(/Resume/).getAttribute('title')).toBe('The call is being transferred');
  });

  it('brings the caller back with one key when it failed, and says why', async () => {
    const { text, pass, press, bridge } = await open(states.transferRefused('en'));
    await pass(settled);
    expect(text()).toContain('Not transferred to Rania Khoury. The line is busy.');
    press('KeyB');
    expect(bridge.inputs('call.takeBack')).toEqual([{ callId: 'c1' }]);
  });

  it('lets another be tried', async () => {
    const { pass, press } = await open(states.transferRefused('en'));
    await pass(settled);
    press('KeyT');
    expect(field()).toBeTruthy();
  });
});

describe('asking first', () => {
  it('connects, joins, swaps and goes back by key', async () => {
    const { pass, press, bridge, store } = await open(states.consulting('en'));
    await pass(settled);
    press('KeyJ');
    expect(bridge.inputs('call.join')).toEqual([{ callId: 'c2' }]);
    press('KeyW');
    expect(bridge.inputs('call.hold')).toEqual([{ callId: 'c1', hold: false }]);
    expect(store.getState().chosen, 'the band goes along').toBe('c1');
    await pass(settled);
    press('KeyB');
    expect(bridge.inputs('call.hangUp')).toEqual([{ callId: 'c2' }]);
    press('KeyC');
    expect(bridge.inputs('call.complete')).toEqual([{ callId: 'c1' }]);
  });

  it('shows the caller while the two are connected: how it goes is told there', async () => {
    const { pass, press, store } = await open(states.consulting('en'));
    await pass(settled);
    expect(store.getState().chosen).toBe('c2');
    press('KeyC');
    expect(store.getState().chosen).toBe('c1');
  });

  it('before the answer sends the caller there unasked', async () => {
    const { pass, press, bridge } = await open(states.consultRings('en'));
    await pass(settled);
    press('KeyC');
    expect(bridge.inputs('call.complete')).toEqual([{ callId: 'c2' }]);
  });
});

describe('all three', () => {
  it('are said to hear each other, can be split and left', async () => {
    const { pass, press, bridge, text } = await open(states.conference('en'));
    await pass(settled);
    expect(text()).toContain('All three hear each other: you, Layla Haddad and Marcus Weber');
    press('KeyJ');
    press('KeyC');
    expect(bridge.inputs('call.split')).toEqual([{ callId: 'c1' }]);
    expect(bridge.inputs('call.complete')).toEqual([{ callId: 'c1' }]);
  });

  it('one of them on hold hears nobody, and it is said who', async () => {
    const { text } = await open(
      desk('en', {
        calls: [
          live({ conference: 'joined', hold: 'local', heldSince: 1 }),
          live({
            id: 'c2',
            conference: 'joined',
            remote: { number: '1002', e164: null, name: 'Marcus Weber' },
          }),
        ],
      }),
    );
    expect(text()).toContain('L HADDAD is on hold and hears nobody');
  });
});
