// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Macro } from '../../../shared/followups/types.ts';
import { open } from '../../testing/dom.tsx';
import { laylaContext, outcomes } from '../../testing/people.ts';
import { settingsOf } from '../../testing/settings.ts';
import { desk, over } from '../../testing/states.ts';
import { hooks, smtp, toolboxOf } from '../../testing/tools.ts';

const [hook] = hooks;
const steps: Macro['steps'] = [
  { kind: 'callback', days: 1, hours: 0 },
  { kind: 'email', templateId: 'standard.summary' },
  { kind: 'ticket', hookId: hook?.id ?? '' },
];
const macro = (outcomeId: string | null): Macro => ({
  id: 'm',
  name: { en: 'The usual', ar: 'المعتاد' },
  outcomeId,
  steps,
  order: 0,
});

async function wrapUp(of: Macro) {
  const workspace = await open(
    desk('en', {
      calls: [over()],
      contexts: [laylaContext('c1', 'en')],
      outcomes,
      toolbox: toolboxOf({ hooks, macros: [of] }),
      settings: settingsOf('en', { smtp }),
    }),
  );
  workspace.bridge.answer('template.fill', () => ({
    to: 'layla@cedarbay.example',
    subject: 'Our call',
    body: 'Thank you',
    language: 'en',
  }));
  const finished = async () => {
    fireEvent.click(screen.getByRole('button', { name: /^Finish/ }));
    await workspace.pass(0);
    return workspace.bridge.inputs('wrapUp.finish').at(-1);
  };
  return { ...workspace, finished };
}

it('a macro of an outcome plans its actions when that is chosen, and takes them back with it', async () => {
  const { press, pass, text, finished } = await wrapUp(macro('solved'));
  press('Digit1');
  await pass(0);
  expect(text()).toContain('E-mail to layla@cedarbay.example');
  press('Digit3');
  await pass(0);
  expect(text()).not.toContain('E-mail to layla@cedarbay.example');
  press('Digit1');
  await pass(0);
  const finish = await finished();
  expect(finish?.outcomeId).toBe('solved');
  expect(finish?.actions.map(({ kind }) => kind)).toEqual(['callback', 'email', 'ticket']);
});

it('an outcome that needs a time takes it from its macro: one promise, not two', async () => {
  const { press, pass, finished } = await wrapUp(macro('callback'));
  press('Digit4');
  await pass(0);
  const finish = await finished();
  expect(finish?.dueAt).toBeGreaterThan(Date.now());
  expect(finish?.actions.map(({ kind }) => kind)).toEqual(['email', 'ticket']);
});

it('a macro without an outcome is one press, and stays whatever the outcome becomes', async () => {
  const { press, pass, finished } = await wrapUp(macro(null));
  press('Digit1');
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'The usual' }));
  await pass(0);
  press('Digit3');
  await pass(0);
  expect((await finished())?.actions.map(({ kind }) => kind)).toEqual(['callback', 'email', 'ticket']);
});
