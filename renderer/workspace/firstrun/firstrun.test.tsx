// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { settingsOf } from '../../testing/settings.ts';
import { customers } from '../../testing/customers.ts';
import { serviceLine } from '../../testing/lines.ts';
import { states } from '../../testing/states.ts';

const practiceLine = { ...serviceLine, accountId: 'practice', practice: true } as const;

describe('the first start', () => {
  it('asks for the language, and 2 makes everything Arabic at once', async () => {
    const { press, text, bridge } = await open(states.firstRun('en'));
    expect(text()).toContain('How do you want to start?');
    press('Digit2');
    expect(text()).toContain('كيف تريد أن تبدأ؟');
    expect(document.documentElement.dir).toBe('rtl');
    expect(bridge.inputs('settings.language')).toEqual(['ar']);
  });

  it('follows the language of the system until one was chosen', async () => {
    const snapshot = states.firstRun('en');
    const { text } = await open({ ...snapshot, settings: { ...snapshot.settings, language: null } });
    expect(text()).toContain('How do you want to start?');
  });

  it('with practice: starts the exchange, waits for the line, and is at the desk before the first customer calls', async () => {
    const { press, pass, send, text, bridge } = await open(states.firstRun('en'));
    press('KeyP');
    press('Enter');
    await pass(0);
    expect(bridge.inputs('practice.start')).toHaveLength(1);
    expect(text()).toContain('Starting the exchange');
    send('practice', { state: 'running', customers, sampleData: true });
    send('lines', [{ ...practiceLine, state: 'registering' }]);
    expect(bridge.inputs('settings.change')).toEqual([]);
    send('lines', [practiceLine]);
    await pass(0);
    expect(bridge.inputs('settings.change')).toEqual([{ firstRunDone: true }]);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Desk');
    expect(text()).toContain('Let one call you');
  });

  it('with practice that does not start: says so and offers to try again', async () => {
    const { bridge, press, pass, text } = await open(states.firstRun('en'));
    bridge.refuse('practice.start', 'practiceFailed');
    press('Enter');
    await pass(0);
    expect(text()).toContain('The practice exchange did not start');
    bridge.answer('practice.start', () => null);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await pass(0);
    expect(bridge.inputs('practice.start')).toHaveLength(2);
    expect(text()).not.toContain('did not start');
  });

  it('with a phone system: says what is wrong in the form, in words, and goes to the first such field', async () => {
    const { press, text, bridge } = await open(states.firstRun('en'));
    press('KeyC');
    press('Enter');
    fireEvent.change(screen.getByRole('textbox', { name: /Address/ }), { target: { value: 'http://pbx' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save and connect' }));
    expect(text()).toContain('An address begins with wss://');
    expect(text()).toContain('Enter the password.');
    expect(document.activeElement?.getAttribute('name')).toBe('server');
    expect(bridge.inputs('line.save')).toEqual([]);
  });

  it('with a phone system: saves, shows the fault and what to do, retries, and is done when registered', async () => {
    const { press, pass, send, text, bridge } = await open(states.firstRun('en'));
    press('KeyC');
    press('Enter');
    const type = (name: RegExp, value: string) =>
      fireEvent.change(screen.getByLabelText(name), { target: { value } });
    type(/Address/, 'wss://pbx.example.com:8089/ws');
    type(/^User(?! for)/, '2041');
    type(/^Password/, 'secret');
    fireEvent.click(screen.getByRole('button', { name: 'Save and connect' }));
    await pass(0);
    const saved = bridge.inputs('line.save')[0];
    expect(saved).toMatchObject({
      account: {
        server: 'wss://pbx.example.com:8089/ws',
        user: '2041',
        domain: 'pbx.example.com',
        practice: false,
      },
      password: 'secret',
    });
    const id = saved?.account.id ?? '';
    send('settings', settingsOf('en', { firstRunDone: false, accounts: saved ? [saved.account] : [] }));
    send('lines', [
      { ...serviceLine, accountId: id, state: 'failed', fault: 'wrongPassword', registeredAt: null },
    ]);
    expect(text()).toContain('does not accept this user and password');
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(bridge.inputs('line.retry')).toEqual([{ accountId: id }]);
    send('lines', [{ ...serviceLine, accountId: id }]);
    fireEvent.click(screen.getByRole('button', { name: 'To the desk' }));
    await pass(0);
    expect(bridge.inputs('settings.change')).toEqual([{ firstRunDone: true }]);
  });
});
