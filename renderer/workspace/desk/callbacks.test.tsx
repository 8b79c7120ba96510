// Callbacks as the agent meets them: whose they are, what the customer's clock shows, and the one that a reminder opened.
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { due, noon } from '../../testing/people.ts';
import type { FollowUp } from '../../../shared/people/types.ts';
import { states } from '../../testing/states.ts';

const minute = 60_000;
const [marcus, huda, promise] = due('en');
if (!marcus || !huda || !promise) throw new Error('the sample has three that are due');
const mine = { ...marcus, by: 'Noor Aziz', zone: 'Europe/Berlin' };
const back = { ...huda, by: 'Noor Aziz', returnedAt: noon - minute };
const agentName = 'Noor Aziz';

function deskWith(items: FollowUp[]) {
  const snapshot = states.idle('en');
  return { ...snapshot, due: items, settings: { ...snapshot.settings, agentName } };
}
const list = () => screen.getByRole('group', { name: 'Whose' }).closest('section') as HTMLElement;
const names = () => [...list().querySelectorAll('.due-list .name-link')].map(element => element.textContent);

it('the due list says whose each is, and shows mine or anyone’s alone', async () => {
  const { text } = await open(deskWith([mine, back, promise]));
  expect(text()).toContain('Promised by you');
  expect(text()).toContain('Waited too long for Noor Aziz; anyone may make it now');
  expect(names()).toEqual(['Marcus Weber', 'Huda Al-Sabah', 'Layla Haddad']);
  fireEvent.click(screen.getByRole('button', { name: 'Mine' }));
  expect(names()).toEqual(['Marcus Weber']);
  fireEvent.click(screen.getByRole('button', { name: 'Anyone’s' }));
  expect(names()).toEqual(['Huda Al-Sabah']);
});

it('their time stands beside ours where it differs', async () => {
  const { text } = await open(deskWith([mine]));
  const theirs = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Berlin' });
  expect(text()).toContain(`${theirs.format(mine.dueAt)} their time`);
});

it('a reminder opens the person ready to dial with one key, and leads back', async () => {
  const { bridge, send, press, pass, text } = await open(deskWith([mine, back]));
  send('upNext', huda.id);
  await pass(0);
  const next = screen.getByRole('heading', { name: /up next/i }).closest('section') as HTMLElement;
  expect(next.textContent).toContain('Huda Al-Sabah');
  expect(bridge.inputs('people.get')).toEqual([{ personId: 'p-huda' }]);
  press('KeyC');
  await pass(0);
  expect(bridge.inputs('call.dial')).toEqual([
    { target: '+96555500183', accountId: null, personId: 'p-huda' },
  ]);
  fireEvent.click(within(next).getByRole('button', { name: /back to the list/i }));
  await pass(0);
  expect(text()).toContain('Marcus Weber');
});

it('a window that was opened by a reminder begins with it', async () => {
  const { press, bridge, pass } = await open({ ...deskWith([mine, back]), upNext: huda.id });
  press('KeyC');
  await pass(0);
  expect(bridge.inputs('call.dial')).toMatchObject([{ personId: 'p-huda' }]);
});

it('a reminder can come again in ten minutes; what was promised stays', async () => {
  const { bridge, pass } = await open(deskWith([mine]));
  fireEvent.click(screen.getByRole('button', { name: /remind me in 10 min/i }));
  await pass(0);
  expect(bridge.inputs('followUp.snooze')).toEqual([{ followUpId: mine.id, until: noon + 10 * minute }]);
  expect(bridge.inputs('followUp.move')).toEqual([]);
});

it('what the outcome promises is for anyone when the agent says so', async () => {
  const { bridge, press, pass, text } = await open(states.wrapUpFresh('en'));
  press('Digit4');
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'in 1 h' }));
  fireEvent.click(screen.getByRole('button', { name: 'Anyone may' }));
  expect(text()).toContain('Anyone may make it');
  (document.activeElement as HTMLElement).blur();
  press('Enter');
  await pass(0);
  expect(bridge.inputs('wrapUp.finish')).toMatchObject([{ outcomeId: 'callback', dueBy: 'anyone' }]);
});

it('another callback is planned for any time, and given to everybody', async () => {
  const { bridge, press, pass } = await open(states.wrapUpFresh('en'));
  press('Digit1');
  await pass(0);
  const row = screen.getByRole('group', { name: 'Call back' });
  fireEvent.click(within(row).getByRole('button', { name: 'Another time' }));
  const time = within(row).getByRole('textbox', { name: 'Time' });
  fireEvent.change(time, { target: { value: '23:15' } });
  fireEvent.blur(time);
  fireEvent.click(within(row).getByRole('button', { name: 'Plan it' }));
  fireEvent.click(screen.getByRole('button', { name: /let anyone/i }));
  press('Enter');
  await pass(0);
  const [finish] = bridge.inputs('wrapUp.finish');
  expect(finish?.actions).toEqual([
    { kind: 'callback', dueAt: new Date(noon).setHours(23, 15, 0, 0), by: 'anyone' },
  ]);
});
