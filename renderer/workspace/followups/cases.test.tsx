// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CaseView } from '../../../shared/followups/cases.ts';
import { open } from '../../testing/dom.tsx';
import { laylaContext } from '../../testing/people.ts';
import { desk, over } from '../../testing/states.ts';
import { hooks, toolboxOf } from '../../testing/tools.ts';

it('a customer’s open ticket is added to or escalated, as part of what finishing does; done with, it is offered no more', async () => {
  const one: CaseView = {
    id: 'k',
    hookId: 'h1',
    reference: '4711',
    subject: 'Alarm',
    state: 'open',
    openedAt: 0,
  };
  let cases = [one];
  const it = await open(
    desk('en', { calls: [over()], contexts: [laylaContext('c1', 'en')], toolbox: toolboxOf({ hooks }) }),
  );
  it.bridge.answer('case.of', () => cases);
  it.bridge.answer('case.close', ({ closed }) => {
    cases = closed ? [] : [one];
    return null;
  });
  it.send('outbox', { ...it.store.getState().outbox, entries: [{ state: 'sent' }] } as never);
  await it.pass(0);
  const row = within(screen.getByRole('group', { name: '4711' }));
  fireEvent.click(row.getByRole('button', { name: 'Add the note' }));
  fireEvent.click(row.getByRole('button', { name: 'Escalate' }));
  await it.pass(300);
  expect(it.text()).toContain('Note to #4711 in Zendesk');
  expect(it.text()).toContain('Escalate #4711 in Zendesk');
  const saved = it.bridge.inputs('draft.save').at(-1)?.actions;
  expect(saved).toMatchObject([
    { kind: 'ticket', hookId: 'h1', subject: 'Alarm', of: { caseId: 'k', change: 'update' } },
    { kind: 'ticket', of: { caseId: 'k', change: 'escalate' } },
  ]);
  fireEvent.click(row.getByRole('button', { name: 'Done with it' }));
  await it.pass(0);
  expect(screen.queryByRole('group', { name: '4711' })).toBeNull();
});
