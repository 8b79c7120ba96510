// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/ipc/contract.ts';
import { open } from '../../testing/dom.tsx';
import { minute, noon, outcomes } from '../../testing/people.ts';
import { settingsOf } from '../../testing/settings.ts';
import { agentOf } from '../../testing/tools.ts';
import { desk } from '../../testing/states.ts';
import type { SettingsPage } from '../state/store.ts';

async function page(settingsPage: SettingsPage, change: Partial<Snapshot> = {}) {
  const workspace = await open(desk('en', change));
  await workspace.pass(0);
  workspace.store.setState({ place: 'settings', settingsPage });
  await workspace.pass(0);
  return workspace;
}
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const type = (name: string | RegExp, value: string) => {
  const field = screen.getByRole('textbox', { name });
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
};

describe('outcomes', () => {
  it('one is added with what it asks for and sets in motion, in both languages', async () => {
    const { bridge, pass, text } = await page('outcomes');
    fireEvent.click(screen.getAllByRole('button', { name: 'Add' })[0]!);
    fireEvent.click(button('Save'));
    expect(text()).toContain('A name is needed');
    type('Name in English', 'Contract sent');
    fireEvent.click(screen.getByRole('switch', { name: /note/i }));
    fireEvent.click(button('Save'));
    await pass(0);
    expect(bridge.inputs('outcome.save')).toMatchObject([
      {
        name: { en: 'Contract sent', ar: 'Contract sent' },
        needsNote: true,
        needsTime: false,
        followUp: 'none',
        archived: false,
        system: false,
      },
    ]);
  });

  it('one is put away and brought back, and moved up under another key', async () => {
    const { bridge, pass, send } = await page('outcomes');
    fireEvent.click(button('Offer no more: Solved on the call'));
    await pass(0);
    expect(bridge.inputs('outcome.save')).toMatchObject([{ id: 'solved', archived: true }]);
    send(
      'outcomes',
      outcomes.map(each => (each.id === 'solved' ? { ...each, archived: true } : each)),
    );
    fireEvent.click(button('Offer again: Solved on the call'));
    await pass(0);
    expect(bridge.inputs('outcome.save').at(-1)).toMatchObject({ id: 'solved', archived: false });
    fireEvent.click(button(/^.?Move .?Visit agreed.? up/));
    await pass(0);
    expect(
      bridge
        .inputs('outcome.save')
        .slice(-2)
        .map(({ id, order }) => [id, order]),
    ).toEqual([
      ['visit', 1],
      ['solved', 2],
    ]);
  });

  it('those of the system are not there to be changed', async () => {
    const { text } = await page('outcomes');
    expect(text()).not.toContain('Expired');
  });
});

describe('wrap-up', () => {
  it.each([
    ['Optional', 'optional'],
    ['Timed', 'timed'],
  ] as const)('is %s when that is chosen', async (name, mode) => {
    const { bridge, pass } = await page('work');
    fireEvent.click(screen.getByRole('radio', { name }));
    await pass(0);
    expect(bridge.inputs('settings.change')).toMatchObject([{ wrapUp: { mode } }]);
  });

  it('that is timed has its seconds and its extensions, within bounds', async () => {
    const settings = settingsOf('en');
    const timed = { ...settings, wrapUp: { ...settings.wrapUp, mode: 'timed' as const, seconds: 60 } };
    const { bridge, pass } = await page('work', { settings: timed });
    type(/^Seconds/, '45');
    type(/^Seconds/, '3');
    type(/^Extensions|More time/, '1');
    await pass(0);
    expect(bridge.inputs('settings.change')).toMatchObject([
      { wrapUp: { mode: 'timed', seconds: 45 } },
      { wrapUp: { extensions: 1 } },
    ]);
  });
});

describe('breaks', () => {
  it('are named in both languages, given minutes a day, added and taken away', async () => {
    const { bridge, pass } = await page('work');
    const rows = () => [...document.querySelectorAll<HTMLElement>('.break-row')];
    const [first] = rows();
    const of = within(first!);
    fireEvent.change(of.getByRole('textbox', { name: 'Minutes a day' }), { target: { value: '20' } });
    fireEvent.blur(of.getByRole('textbox', { name: 'Name in Arabic' }), { target: { value: 'راحة' } });
    fireEvent.click(of.getByRole('button', { name: /^Remove/ }));
    await pass(0);
    const before = settingsOf('en').agent.breaks;
    const changed = bridge.inputs('settings.change').map(({ agent }) => agent?.breaks);
    expect(changed[0]?.[0]).toEqual({ ...before[0], minutes: 20 });
    expect(changed[1]?.[0]?.name.ar).toBe('راحة');
    expect(changed[2]).toEqual(before.slice(1));
  });

  it('the menu of the status says the minutes used of those allowed, the present break counted', async () => {
    const { text, pass } = await page('work', {
      agent: agentOf({
        choice: { status: 'break', reason: 'short' },
        since: noon - 5 * minute,
        used: { short: 12 * minute, meeting: 7 * minute },
      }),
    });
    fireEvent.click(screen.getByRole('button', { name: /^Status/ }));
    await pass(200);
    const menu = document.querySelector('.status-menu');
    expect(menu?.textContent).toMatch(/Short break.*17.*30/);
    expect(menu?.textContent).toMatch(/Meeting.*7/);
    expect(text()).toContain('Short break');
  });
});

describe('ratings', () => {
  it('are fetched from where the form says; the secret goes with it and is not shown again', async () => {
    const { bridge, pass, text } = await page('texts');
    fireEvent.click(button('Set up'));
    fireEvent.click(button('Save'));
    expect(text()).toContain('An address that begins with https://');
    type(/^Address of the answers/, ' https://survey.example/answers?since={{ since }} ');
    fireEvent.change(screen.getByLabelText('Secret'), { target: { value: 's3cret' } });
    type(/^Where the list stands/, 'data.items');
    fireEvent.click(button('Save'));
    await pass(0);
    expect(bridge.inputs('survey.setSource')).toMatchObject([
      {
        source: {
          url: 'https://survey.example/answers?since={{ since }}',
          header: { name: 'Authorization', value: 'Bearer {{ secret }}' },
          list: 'data.items',
          code: 'code',
          rating: 'rating',
          best: 5,
        },
        secret: 's3cret',
      },
    ]);
  });

  it('say what came of fetching now', async () => {
    const surveySource = {
      url: 'https://survey.example/answers?since={{ since }}',
      header: null,
      list: '',
      code: 'code',
      rating: 'rating',
      comment: '',
      best: 5,
      minutes: 15,
      allowPrivate: false,
    };
    const { bridge, pass, text } = await page('texts', { settings: { ...settingsOf('en'), surveySource } });
    for (const [look, said] of [
      [{ result: 'heard', heard: 2, unread: 1 }, '2 answers that were news · 1 could not be read'],
      [{ result: 'nobody' }, 'Nobody is waited for'],
      [{ result: 'unreadable' }, 'no list of answers'],
      [{ result: 'fault', fault: 'signIn', detail: '401' }, 'was not accepted'],
    ] as const) {
      bridge.answer('survey.look', () => look);
      fireEvent.click(button('Fetch now'));
      await pass(0);
      expect(text()).toContain(said);
    }
    fireEvent.click(button('Fetch no more'));
    await pass(0);
    expect(bridge.inputs('survey.setSource')).toEqual([{ source: null, secret: null }]);
  });
});
