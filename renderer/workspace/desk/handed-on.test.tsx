// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { withoutIsolates } from '../../../shared/i18n/isolate.ts';
import type { CallTransfer } from '../../../shared/people/types.ts';
import { open } from '../../testing/dom.tsx';
import { laylaContext } from '../../testing/people.ts';
import { desk, live } from '../../testing/states.ts';

async function history(language: 'en' | 'ar', transfer: CallTransfer) {
  const context = laylaContext('c1', language);
  const [latest, ...earlier] = context.history;
  const told = { ...context, history: [{ ...latest!, transfer }, ...earlier] };
  const workspace = await open(desk(language, { calls: [live()], contexts: [told] }));
  return withoutIsolates(workspace.text());
}
const billing = { to: '301', name: 'Billing', asked: false, cause: null } as const;

it('the history says to whom a call was handed on', async () => {
  expect(await history('en', { ...billing, result: 'done' })).toContain('Transferred to Billing');
});

it('and why it was not, for whoever points at it', async () => {
  const said = await history('en', { ...billing, name: null, result: 'refused', cause: 'busy' });
  expect(said).toContain('Not transferred to 301');
  expect(screen.getByTitle(/The line is busy/).textContent).toContain('Not transferred');
});

it('in Arabic too', async () => {
  expect(await history('ar', { ...billing, result: 'takenBack' })).toContain('استُعيدت من Billing');
});
