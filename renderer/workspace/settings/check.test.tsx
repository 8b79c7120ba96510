// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CheckStep, SelfCheckView } from '../../../shared/diagnostics/types.ts';
import { open } from '../../testing/dom.tsx';
import { settingsOf } from '../../testing/settings.ts';
import { desk } from '../../testing/states.ts';

const step = (leg: CheckStep['leg'], change: Partial<CheckStep>): CheckStep => ({
  leg,
  state: 'waiting',
  fault: null,
  skipped: null,
  detail: null,
  ms: null,
  ...change,
});
const broken: SelfCheckView = {
  accountId: 'a1',
  state: 'over',
  steps: [
    step('dns', { state: 'passed', detail: '192.0.2.1', ms: 12 }),
    step('tcp', { state: 'failed', fault: 'refused', detail: 'pbx.example:8089', ms: 3 }),
    step('tls', { state: 'skipped', skipped: 'before' }),
  ],
};

async function checkPage(tongue: 'en' | 'ar' = 'en') {
  const page = await open(desk(tongue), tongue);
  await page.pass(0);
  page.store.setState({ place: 'settings', settingsPage: 'check' });
  await page.pass(0);
  return page;
}

describe('the test of a line', () => {
  it('is begun and stopped, and names the broken leg with what to do', async () => {
    const { bridge, send, pass, text } = await checkPage();
    fireEvent.click(screen.getByRole('button', { name: 'Test this line' }));
    expect(bridge.inputs('check.start')).toEqual([{ accountId: 'a1' }]);
    send('selfCheck', { accountId: 'a1', state: 'running', steps: [step('dns', { state: 'running' })] });
    await pass(0);
    fireEvent.click(screen.getByRole('button', { name: 'Stop the test' }));
    expect(bridge.inputs('check.cancel')).toHaveLength(1);
    send('selfCheck', broken);
    await pass(0);
    expect(text()).toContain('Broken: Connection to it.');
    expect(text()).toContain('takes no connection on this port (pbx.example:8089)');
    expect(text()).toContain('It needs a leg above that is broken.');
    expect(text()).toContain('192.0.2.1');
  });

  it('says the same in Arabic', async () => {
    const { send, pass, text } = await checkPage('ar');
    send('selfCheck', broken);
    await pass(0);
    expect(text()).toContain('المعطّل: الاتصال به.');
  });
});

describe('the report', () => {
  it('is looked at part by part, and saved as it was seen', async () => {
    const { bridge, pass, text } = await checkPage();
    bridge.answer('report.prepare', () => ({
      reportId: 'r1',
      parts: [
        { name: 'about.json', text: '{"hatif":"0.1.0"}' },
        { name: 'sip.txt', text: 'REGISTER sip:pbx.example SIP/2.0' },
      ],
    }));
    bridge.answer('report.save', () => true);
    fireEvent.click(screen.getByRole('button', { name: 'Make a report' }));
    await pass(0);
    expect(text()).toContain('{"hatif":"0.1.0"}');
    fireEvent.click(screen.getByRole('button', { name: /sip\.txt/ }));
    expect(text()).toContain('REGISTER sip:pbx.example');
    fireEvent.click(screen.getByRole('button', { name: 'Save it' }));
    await pass(0);
    expect(bridge.inputs('report.save')).toEqual([{ reportId: 'r1' }]);
    expect(text()).toContain('The report was saved.');
  });
});

describe('STUN and TURN servers of a line', () => {
  it('are entered with user and password; what is stored is kept and never shown', async () => {
    const [account] = settingsOf('en').accounts;
    if (account === undefined) throw new Error('no account');
    const iceServers = [{ url: 'turn:turn.example', user: 'alice' }];
    const settings = settingsOf('en', { accounts: [{ ...account, iceServers }] });
    const { bridge, pass, store, text } = await open({ ...desk('en'), settings });
    store.setState({ place: 'settings', settingsPage: 'lines' });
    await pass(0);
    fireEvent.click(screen.getByRole('button', { name: /^Edit/ }));
    await pass(0);
    expect(screen.getByLabelText('Password at this server').getAttribute('placeholder')).toBe('kept');
    fireEvent.click(screen.getByRole('button', { name: 'Add a server' }));
    const urls = screen.getAllByRole('textbox', { name: /Address, for example turn/ });
    fireEvent.change(urls[1] ?? document.body, { target: { value: 'turn:other.example' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save and connect' }));
    expect(text()).toContain('A TURN server needs a user.');
    const users = screen.getAllByRole('textbox', { name: 'User at this server' });
    fireEvent.change(users[1] ?? document.body, { target: { value: 'bob' } });
    const passwords = screen.getAllByLabelText('Password at this server');
    fireEvent.change(passwords[1] ?? document.body, { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: /G\.722.* before .*Opus/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Save and connect' }));
    await pass(0);
    expect(bridge.inputs('line.save')).toMatchObject([
      {
        account: {
          iceServers: [...iceServers, { url: 'turn:other.example', user: 'bob' }],
          codecs: ['g722', 'opus', 'pcmu', 'pcma'],
        },
        password: null,
        icePasswords: [{ url: 'turn:other.example', user: 'bob', password: 'secret' }],
      },
    ]);
  });
});
