import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { withoutIsolates } from '../../../shared/i18n/isolate.ts';
import { laylaWhole, lists } from '../../testing/contacts.ts';
import { open } from '../../testing/dom.tsx';
import { states } from '../../testing/states.ts';
import { ruleFrom, groupFrom } from '../lists/conditions.ts';
import type { Workspace } from '../state/store.ts';

const type = (label: string | RegExp, text: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value: text } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

/** The contacts page of a person; what is read lazily is there. */
async function at(state: Partial<Workspace>) {
  const workspace = await open(states.idle('en'));
  workspace.store.setState(state);
  // Pages are read when they are opened.
  for (let step = 0; step < 3; step += 1) {
    await workspace.pass(400);
    await vi.dynamicImportSettled();
  }
  await workspace.pass(400);
  return workspace;
}
const layla = { place: 'contacts', personId: 'p-layla', pane: null } as const;

describe('a person', () => {
  it('is added with what was said, and no consent is made up', async () => {
    const { bridge, pass, store } = await at({
      place: 'contacts',
      pane: { kind: 'newPerson', name: 'Huda' },
    });
    type('Name in the other script', 'هدى');
    press('Add number');
    type('Number', '050 123 4567');
    press('Add e-mail');
    press('Save');
    await pass(0);
    expect(bridge.inputs('contact.add')).toEqual([
      {
        callId: null,
        fields: {
          name: 'Huda',
          otherName: 'هدى',
          numbers: [{ id: expect.any(String) as string, raw: '050 123 4567', kind: 'mobile', shared: false }],
        },
      },
    ]);
    expect(store.getState()).toMatchObject({ personId: 'p-new', pane: null });
    press(/^Undo/);
    await pass(0);
    expect(bridge.inputs('contacts.remove')).toEqual([{ what: 'person', id: 'p-new' }]);
  });

  it('is not sent while something is wrong; it is said under its field', async () => {
    const { bridge, pass } = await at({ place: 'contacts', pane: { kind: 'newPerson', name: '' } });
    press('Save');
    await pass(0);
    expect(screen.getByText('A name is needed.')).toBeTruthy();
    type('Name', 'Huda');
    press('Add e-mail');
    type('E-mail', 'huda at home');
    press('Save');
    await pass(0);
    expect(screen.getByText(/looks like/)).toBeTruthy();
    expect(bridge.inputs('contact.add')).toEqual([]);
  });

  it('is changed field by field, and the opposite takes it back', async () => {
    const { bridge, pass, press: key } = await at(layla);
    (document.activeElement as HTMLElement | null)?.blur();
    key('KeyE');
    await pass(0);
    type('City', 'Abha');
    press('Save');
    await pass(0);
    const personId = 'p-layla';
    expect(bridge.inputs('contact.change')).toEqual([
      { personId, base: 4, before: { city: 'Jeddah' }, change: { city: 'Abha' } },
    ]);
    press(/^Undo/);
    await pass(0);
    expect(bridge.inputs('contact.change')[1]).toEqual({
      personId,
      base: 5,
      before: { city: 'Abha' },
      change: { city: 'Jeddah' },
    });
  });

  it('that somebody else changed meanwhile keeps what was typed, and says what', async () => {
    const { bridge, pass, text, press: key } = await at(layla);
    (document.activeElement as HTMLElement | null)?.blur();
    key('KeyE');
    await pass(0);
    type('City', 'Abha');
    type('Role', 'Director');
    const theirs = { ...laylaWhole('en'), version: 9 };
    bridge.answer('contact.get', () => ({ ...theirs, fields: { ...theirs.fields, city: 'Taif' } }));
    bridge.refuse('contact.change', 'changedMeanwhile');
    press('Save');
    await pass(0);
    expect(text()).toContain('Changed by somebody else meanwhile, and by you: City');
    expect(screen.getByRole('textbox', { name: 'City' })).toHaveProperty('value', 'Abha');
    bridge.answer('contact.change', () => ({ changed: [], whole: theirs }));
    press('Save');
    await pass(0);
    expect(bridge.inputs('contact.change').at(-1)).toMatchObject({
      base: 9,
      before: { city: 'Taif' },
      change: { city: 'Abha', role: 'Director' },
    });
  });

  it('offers the channels there are, and says why one is barred', async () => {
    const { bridge, pass } = await at(layla);
    const channels = within(screen.getByRole('group', { name: 'Channels' }));
    expect(
      channels.getAllByRole('button').map(button => withoutIsolates(button.getAttribute('aria-label') ?? '')),
    ).toEqual([
      'Call',
      'Write an e-mail',
      'Write a message: not allowed, they refused consent',
      'Open the video room',
      'Enter a letter: not allowed, they refused this channel',
    ]);
    fireEvent.click(channels.getByRole('button', { name: 'Write an e-mail' }));
    fireEvent.click(channels.getByRole('button', { name: /letter/ }));
    await pass(0);
    expect(bridge.inputs('contact.open')).toEqual([
      { of: 'person', id: 'p-layla', what: 'email', whatId: 'e1' },
    ]);
    expect(screen.queryByRole('form', { name: 'Add entry' })).toBeNull();
  });

  it('gets an entry by hand onto the timeline, which can be taken back', async () => {
    const { bridge, pass } = await at(layla);
    press('Add entry');
    await pass(0);
    type('What it was about', 'Came by with the contract');
    type('Reference', 'A-12');
    press('Enter');
    await pass(0);
    expect(bridge.inputs('entry.add')).toMatchObject([
      {
        personId: 'p-layla',
        entry: { channel: 'note', subject: 'Came by with the contract', reference: 'A-12', detail: null },
      },
    ]);
    press(/^Undo/);
    await pass(0);
    expect(bridge.inputs('entry.remove')).toEqual([{ id: 'entry' }]);
  });

  it('is read again when contacts change', async () => {
    const { bridge, pass, send } = await at(layla);
    const before = bridge.inputs('contact.get').length;
    send('contacts', 1);
    await pass(0);
    expect(bridge.inputs('contact.get').length).toBeGreaterThan(before);
  });
});

describe('an unknown caller', () => {
  it('is entered on the live call, with the number, and the call is theirs', async () => {
    const { bridge, pass } = await open(states.unknown('en'));
    type('Name', 'Paul Moreau');
    fireEvent.change(screen.getByLabelText('Organisation'), { target: { value: 'Fermes du Sud' } });
    await pass(0);
    press('Save as new contact');
    await pass(0);
    expect(bridge.inputs('organisation.named')).toEqual([{ name: 'Fermes du Sud' }]);
    expect(bridge.inputs('contact.add')).toMatchObject([
      {
        callId: 'c1',
        fields: { name: 'Paul Moreau', organisationId: 'o-named', numbers: [{ shared: false }] },
      },
    ]);
  });
});

describe('two records', () => {
  it('are merged by what was chosen, and come apart again', async () => {
    const { bridge, pass, store } = await at({
      place: 'contacts',
      pane: { kind: 'merge', keptId: 'p-layla', goneId: 'p-layla-2' },
    });
    fireEvent.click(screen.getByRole('radio', { name: 'Layla Hadad' }));
    fireEvent.click(screen.getByRole('radio', { name: '210' }));
    press('Merge');
    await pass(0);
    expect(bridge.inputs('people.merge')).toEqual([
      { keptId: 'p-layla', goneId: 'p-layla-2', choice: ['name', 'value:f-rooms'] },
    ]);
    expect(store.getState()).toMatchObject({ personId: 'p-layla', pane: null });
    press(/^Undo/);
    await pass(0);
    expect(bridge.inputs('people.unmerge')).toEqual([{ asideId: 'aside' }]);
  });

  it('that are two people are said to be', async () => {
    const { bridge, pass } = await at({ place: 'contacts', pane: { kind: 'duplicates' } });
    press(/^Two people/);
    await pass(0);
    expect(bridge.inputs('duplicates.setApart')).toEqual([{ personId: 'p-layla', otherId: 'p-layla-2' }]);
  });
});

describe('an organisation', () => {
  it('gets a point of contact', async () => {
    const { bridge, pass } = await at({ place: 'contacts', pane: { kind: 'organisation', id: 'o-cedar' } });
    press(/^Add point of contact/);
    await pass(0);
    type(/^Topic/, 'Invoices');
    press('Save');
    await pass(0);
    expect(screen.getByText('A person is needed.')).toBeTruthy();
    expect(bridge.inputs('point.put')).toEqual([]);
  });
});

describe('lists', () => {
  it('by rule are built, read out, counted and saved', async () => {
    const { bridge, pass, text } = await at({ place: 'lists' });
    press(/^New list/);
    await pass(0);
    type('Name of the list', 'Riyadh');
    press('Save');
    await pass(0);
    expect(text()).toContain('A rule needs a condition.');
    press('Add condition');
    type('Value', 'Riyadh');
    await pass(0);
    expect(text()).toContain('City is Riyadh');
    expect(text()).toContain('7 people');
    press('Save');
    await pass(0);
    expect(bridge.inputs('list.save')).toEqual([
      {
        id: null,
        base: null,
        list: {
          name: 'Riyadh',
          rule: { all: [{ field: 'city', op: 'is', value: 'Riyadh' }] },
          doNotContact: false,
          archived: false,
        },
      },
    ]);
  });

  it('keep their rule through the builder', () => {
    for (const { rule } of lists('en')) if (rule) expect(ruleFrom(groupFrom(rule))).toEqual(rule);
  });
});
