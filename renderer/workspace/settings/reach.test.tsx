// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { accelerator, noReach } from '../../../shared/reach/types.ts';
import { open } from '../../testing/dom.tsx';
import { desk } from '../../testing/states.ts';
import { acceleratorOf } from './acceleratorOf.ts';

async function reachPage() {
  const page = await open(desk('en'));
  page.store.setState({ place: 'settings', settingsPage: 'reach' });
  await page.pass(0);
  return page;
}

describe('keys of the whole computer', () => {
  it('are chosen by pressing them, told to be taken, and cleared', async () => {
    const { bridge, send, pass, text } = await reachPage();
    const field = screen.getByRole('textbox', { name: 'Answer' });
    fireEvent.keyDown(field, { code: 'ControlLeft', ctrlKey: true });
    fireEvent.keyDown(field, { code: 'KeyA' });
    expect(text()).toContain('Use Control, Alt or Command and one more key.');
    fireEvent.keyDown(field, { code: 'KeyA', ctrlKey: true, altKey: true });
    await pass(0);
    expect(bridge.inputs('settings.change')).toMatchObject([
      { reach: { keys: { answer: 'Control+Alt+A' } } },
    ]);
    send('reach', { ...noReach, taken: ['answer'] });
    await pass(0);
    expect(text()).toContain('Another program has these keys.');
    fireEvent.click(screen.getByRole('button', { name: 'Clear: Answer' }));
    await pass(0);
    expect(bridge.inputs('settings.change').at(-1)).toMatchObject({ reach: { keys: { answer: null } } });
  });

  it.each([
    [{ code: 'KeyA', ctrlKey: true }, 'Control+A', true],
    [{ code: 'F5', altKey: true, shiftKey: true }, 'Alt+Shift+F5', true],
    [{ code: 'Numpad4', metaKey: true }, 'Super+num4', true],
    [{ code: 'KeyA', shiftKey: true }, 'Shift+A', false],
    [{ code: 'F5' }, 'F5', false],
    [{ code: 'ShiftLeft', shiftKey: true }, null, false],
    [{ code: 'Quote', ctrlKey: true }, null, false],
  ])('%o is %s', (pressed, keys, sound) => {
    const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
    expect(acceleratorOf({ ...none, ...pressed })).toBe(keys);
    expect(accelerator.safeParse(keys).success).toBe(sound);
  });
});

describe('the local API', () => {
  it('is switched on, and its token shown once', async () => {
    const { bridge, pass, text, store } = await reachPage();
    bridge.answer('api.newToken', () => ({ token: 'shown-once' }));
    fireEvent.click(screen.getByRole('switch', { name: /Programs on this computer/ }));
    await pass(0);
    expect(bridge.inputs('settings.change')).toMatchObject([{ reach: { api: { on: true } } }]);
    expect(text()).toContain('There is no token yet');
    fireEvent.click(screen.getByRole('button', { name: 'Make a token' }));
    await pass(0);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Token' }).value).toBe('shown-once');
    store.setState({ settingsPage: 'look' });
    await pass(0);
    store.setState({ settingsPage: 'reach' });
    await pass(0);
    expect(screen.queryByRole('textbox', { name: 'Token' })).toBeNull();
  });
});

describe('a number from outside', () => {
  it('stands in the dial field, and nothing is dialled', async () => {
    const { bridge, send, pass } = await reachPage();
    send('offered', '+966505550142');
    await pass(0);
    expect(screen.getByDisplayValue('+966505550142')).toBeTruthy();
    expect(bridge.inputs('call.dial')).toEqual([]);
  });

  it('that came before the window stands there too', async () => {
    await open({ ...desk('en'), offered: '0142' });
    expect(screen.getByDisplayValue('0142')).toBeTruthy();
  });
});
