import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { withoutIsolates } from '../../../shared/i18n/isolate.ts';
import type { BulkJob } from '../../../shared/people/bulk.ts';
import { open } from '../../testing/dom.tsx';
import { noon } from '../../testing/people.ts';
import { states } from '../../testing/states.ts';
import { toolboxOf } from '../../testing/tools.ts';

const selection = { kind: 'search', text: 'hadd' } as const;
const job: BulkJob = {
  id: 'j',
  action: { kind: 'tag', tag: 'spring' },
  selection,
  state: 'interrupted',
  startedAt: noon,
  endedAt: null,
  done: 40,
  leftOut: { already: 2 },
  drafts: 0,
};

async function opened() {
  const workspace = await open(states.idle('en'));
  const { bridge, store, pass } = workspace;
  bridge.answer('bulk.jobs', () => [job]);
  bridge.answer('bulk.preview', ({ after }) =>
    after === null
      ? { will: 3, leftOut: { already: 1 }, examples: [], next: '200' }
      : {
          will: 4,
          leftOut: { already: 1, personRefused: 1 },
          examples: [
            {
              personId: 'p',
              name: 'Samir',
              otherName: null,
              organisation: null,
              number: null,
              reason: 'personRefused',
            },
          ],
          next: null,
        },
  );
  bridge.answer('bulk.start', () => ({ id: 'new' }));
  store.setState({ place: 'contacts', searchText: 'hadd', pane: null });
  for (let step = 0; step < 3; step += 1) {
    await pass(400);
    await vi.dynamicImportSettled();
  }
  return workspace;
}

async function tagging() {
  const workspace = await opened();
  const { pass } = workspace;
  fireEvent.click(screen.getByRole('button', { name: /With all found/ }));
  for (let step = 0; step < 2; step += 1) {
    await pass(400);
    await vi.dynamicImportSettled();
  }
  fireEvent.click(screen.getByRole('button', { name: 'Tag' }));
  await pass(300);
  fireEvent.change(screen.getByRole('combobox', { name: 'Tag to add' }), { target: { value: ' vip ' } });
  await pass(300);
  return workspace;
}

it('is done to all that was found, after whom it reaches and leaves out was seen', async () => {
  const { bridge, pass } = await tagging();
  const seen = withoutIsolates(
    screen.getByRole('group', { name: 'Before anything is done' }).textContent ?? '',
  );
  expect(seen).toContain('7 people are reached.');
  expect(seen).toContain('3 are left out: nothing would change (2), not to be contacted (1)');
  expect(within(screen.getByRole('list', { name: 'Left out' })).getByText('Samir')).toBeTruthy();
  expect(bridge.inputs('bulk.start')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: /Do it for/ }));
  await pass(0);
  expect(bridge.inputs('bulk.start')).toEqual([{ action: { kind: 'tag', tag: 'vip' }, selection }]);
});

it('was cut off, goes on or is taken back, and says how far it came', async () => {
  const { bridge, pass, send } = await tagging();
  const row = screen.getAllByText(/spring/)[0]?.closest('li');
  expect(withoutIsolates(row?.textContent ?? '')).toContain('cut off when Hatif last closed · 40 people');
  fireEvent.click(within(row as HTMLElement).getByRole('button', { name: /Go on/ }));
  fireEvent.click(within(row as HTMLElement).getByRole('button', { name: /Take back/ }));
  await pass(0);
  expect(bridge.inputs('bulk.resume')).toEqual([{ id: 'j' }]);
  expect(bridge.inputs('bulk.undo')).toEqual([{ id: 'j' }]);
  send('bulk', [{ ...job, state: 'running' }]);
  expect(screen.getByRole('progressbar', { name: /spring/ })).toBeTruthy();
  const go = screen.getByRole('button', { name: /Do it for/ });
  expect(go.getAttribute('aria-disabled')).toBe('true');
  expect(document.getElementById(go.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(
    /Something else is being done/,
  );
  fireEvent.click(go);
  expect(bridge.inputs('bulk.start')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: /Stop here/ }));
  await pass(0);
  expect(bridge.inputs('bulk.cancel')).toEqual([{ id: 'j' }]);
});

it('reaches those who were chosen by keys, and nobody of another search', async () => {
  const { bridge, pass, store } = await opened();
  const field = screen.getByRole('combobox', { name: /Search/i });
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: /With .*2.* chosen/ }));
  expect(store.getState().pane).toMatchObject({ kind: 'bulk', selection: { kind: 'people' } });
  const { pane } = store.getState();
  expect(pane?.kind === 'bulk' && pane.selection.kind === 'people' && pane.selection.personIds.length).toBe(
    2,
  );
  store.setState({ searchText: 'sam', pane: null });
  await pass(400);
  expect(screen.queryByRole('button', { name: /chosen/ })).toBeNull();
  expect(bridge.inputs('bulk.start')).toEqual([]);
});

it('for nobody is not done, and says so beside the button', async () => {
  const { bridge, pass } = await tagging();
  bridge.answer('bulk.preview', () => ({ will: 0, leftOut: { already: 7 }, examples: [], next: null }));
  fireEvent.change(screen.getByRole('combobox', { name: 'Tag to add' }), { target: { value: 'spring' } });
  await pass(0);
  const go = screen.getByRole('button', { name: /Do it for/ });
  expect(go.title).toMatch(/Wait until everybody/);
  await pass(300);
  expect(go.title).toMatch(/Nobody is left/);
  fireEvent.click(go);
  await pass(0);
  expect(bridge.inputs('bulk.start')).toEqual([]);
});

async function doing(kind: string, state = {}) {
  const workspace = await opened();
  const { pass, store } = workspace;
  store.setState(state);
  fireEvent.click(screen.getByRole('button', { name: /With all found/ }));
  for (let step = 0; step < 2; step += 1) {
    await pass(400);
    await vi.dynamicImportSettled();
  }
  fireEvent.click(screen.getByRole('button', { name: kind }));
  await pass(300);
  return workspace;
}

it('writes one e-mail to all for the mail program where nothing else is set up, if an address holds it', async () => {
  const { bridge, pass } = await doing('One e-mail to all');
  fireEvent.change(screen.getByRole('textbox', { name: 'Subject' }), { target: { value: ' Closed ' } });
  const body = screen.getByRole('textbox', { name: 'What it says' });
  fireEvent.change(body, { target: { value: 'ش'.repeat(400) } });
  await pass(300);
  expect(screen.getByText(/too long to be handed/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Do it for/ })).toBeNull();
  fireEvent.change(body, { target: { value: 'On Friday' } });
  await pass(300);
  fireEvent.click(screen.getByRole('button', { name: /Do it for/ }));
  await pass(0);
  const action = { kind: 'bcc', by: 'mailProgram', subject: 'Closed', body: 'On Friday', perMessage: 50 };
  expect(bridge.inputs('bulk.start')).toEqual([{ action, selection }]);
});

it('writes a message to each by what takes messages, or over the phone system', async () => {
  const { bridge, pass } = await doing('Send a message', { toolbox: toolboxOf() });
  const text = screen.getByRole('combobox', { name: 'Text' });
  fireEvent.click(text);
  await pass(300);
  fireEvent.click(screen.getAllByRole('option', { hidden: true })[0]!);
  await pass(300);
  fireEvent.click(screen.getByRole('checkbox', { name: /Let me look/ }));
  await pass(300);
  fireEvent.click(screen.getByRole('button', { name: /Do it for/ }));
  await pass(0);
  expect(bridge.inputs('bulk.start')).toMatchObject([{ action: { kind: 'message', look: true } }]);
});

it('shows what waits to be seen, and lets it go', async () => {
  const { bridge, pass, send } = await tagging();
  const action = { kind: 'bcc', by: 'smtp', subject: 'Closed', body: '', perMessage: 50 } as const;
  bridge.answer('bulk.drafts', ({ after }) =>
    after === null
      ? {
          drafts: [{ id: 'a', to: ['a@x.example', 'b@x.example'], subject: 'Closed', body: '<b>On</b>' }],
          next: 4,
        }
      : { drafts: [{ id: 'b', to: ['c@x.example'], subject: 'Closed', body: 'last' }], next: null },
  );
  send('bulk', [{ ...job, action, state: 'done', drafts: 2 }]);
  fireEvent.click(screen.getByRole('button', { name: /^Look/ }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: /Show more/ }));
  await pass(0);
  const list = screen.getByRole('list', { name: 'To be looked at' });
  expect(withoutIsolates(list.textContent ?? '')).toContain(
    'to 2 people, as blind copies: a@x.example, b@x.example',
  );
  expect(list.textContent).toContain('<b>On</b>');
  expect(within(list).getAllByRole('listitem')).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: /Send all/ }));
  await pass(0);
  expect(bridge.inputs('bulk.send')).toEqual([{ id: 'j' }]);
  expect(screen.queryByRole('list', { name: 'To be looked at' })).toBeNull();
});
