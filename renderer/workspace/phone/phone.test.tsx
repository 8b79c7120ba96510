// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { open, settled } from '../../testing/dom.tsx';
import { states } from '../../testing/states.ts';

const row = (name: string): HTMLElement => {
  const item = screen.getByText(name).closest('li');
  if (!item) throw new Error(`${name} has no row`);
  return item;
};
const press = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }));

describe('colleagues beside every screen', () => {
  it('say how they are in words, with whom, and what they say of themselves', async () => {
    await open(states.phone('en'));
    expect(row('Omar Nasser').textContent).toContain('free');
    expect(row('Huda Saleh').textContent).toContain('ringing');
    expect(row('Yusuf Amin').textContent).toContain('on the phone · Warehouse');
    expect(row('Mona Farid').textContent).toContain('At lunch');
    expect(row('Parking 701').textContent).toContain('a call waits');
  });

  it('are called, and what rings or waits there is taken', async () => {
    const { bridge, pass } = await open(states.phone('en'));
    press(/^Call: Omar Nasser/);
    press(/^Pick up: Huda Saleh/);
    press(/^Retrieve: Parking 701/);
    await pass(0);
    expect(bridge.inputs('call.dial')).toMatchObject([{ target: '2042' }, { target: '701' }]);
    expect(bridge.inputs('lamp.pickUp')).toEqual([{ lampId: 'l2' }]);
  });

  it('are listened to by a code, while they talk', async () => {
    const { bridge, pass } = await open(states.phone('en'));
    fireEvent.click(within(row('Yusuf Amin')).getByRole('button', { name: 'Listen: Yusuf Amin' }));
    await pass(0);
    expect(within(row('Omar Nasser')).queryByRole('button', { name: /Listen/ })).toBeNull();
    expect(bridge.inputs('code.use')).toEqual([{ codeId: 'k3', callId: null, lampId: 'l3' }]);
  });

  it('are sent a call that rings', async () => {
    const { bridge, pass } = await open(states.phoneRinging('en'));
    await pass(settled);
    press(/^Send here: Omar Nasser/);
    await pass(0);
    expect(bridge.inputs('call.forward')).toEqual([{ callId: 'c1', target: '2042' }]);
  });

  it('are put into the field of a transfer in a call, which is still the agent’s to send', async () => {
    const { bridge, pass } = await open(states.phoneLive('en'));
    await pass(settled);
    press(/^Transfer: Omar Nasser/);
    await pass(0);
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: /transfer to/ }).value).toBe('2042');
    expect(bridge.inputs('call.transfer')).toEqual([]);
  });
});

it('codes are buttons: some always, some for the call in hand', async () => {
  const { bridge, pass } = await open(states.phoneLive('en'));
  await pass(settled);
  press('Queue: log in');
  press('Park');
  await pass(0);
  expect(bridge.inputs('code.use')).toEqual([
    { codeId: 'k1', callId: 'c1', lampId: null },
    { codeId: 'k4', callId: 'c1', lampId: null },
  ]);
});

it('messages that wait are counted, and heard at a press', async () => {
  const { bridge, pass, text } = await open(states.phone('en'));
  expect(text()).toContain('2 new voice messages');
  press('Listen');
  await pass(0);
  expect(bridge.inputs('call.dial')).toMatchObject([{ target: '*97' }]);
});

it('a phone system that tells nothing takes no room', async () => {
  await open(states.idle('en'));
  expect(screen.queryByText('Colleagues')).toBeNull();
});
