import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { actionWords } from '../../shared/script/action.ts';
import { checkScript } from '../../shared/script/check.ts';
import { chooseScript } from '../../shared/script/choose.ts';
import { printScript } from '../../shared/script/print.ts';
import { beginRun, reduceRun } from '../../shared/script/run.ts';
import { filterNames } from '../../shared/script/template.ts';
import { questionKinds, type Script } from '../../shared/script/types.ts';
import { variables } from '../../shared/script/variables.ts';
import { readSamples } from './samples.ts';

const samples = readSamples(path.join(import.meta.dirname, 'samples'));
const script = (id: string): Script => checkScript(samples.get(id) ?? '').script;

test('there are eight of them, one for each kind of call', () => {
  expect([...samples.keys()]).toEqual([
    'closing-survey',
    'complaint',
    'help-desk-triage',
    'inbound-service',
    'payment',
    'qualification',
    'retention-check-in',
    'sales-opening',
  ]);
});

describe.each([...samples])('%s', (id, text) => {
  test('has nothing to find fault with, in English and in Arabic', () => {
    const checked = checkScript(text);
    expect(checked.findings).toEqual([]);
    expect(checked.script).toMatchObject({ id, languages: ['en', 'ar'] });
  });

  test('stands in the order in which Hatif would print it', () => {
    expect(printScript(checkScript(text).script)).toBe(text);
  });

  test('says Arabic in Arabic letters', () => {
    for (const step of checkScript(text).script.steps)
      for (const passages of [step.title, step.say])
        if (passages['ar']) expect(passages['ar'].text).toMatch(/[\u0600-\u06FF]/);
  });
});

describe('docs/scripts.md', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/scripts.md'), 'utf8');

  test('shows a script that could be published', () => {
    const [, example = ''] = /```\n(Script:[^`]*)```/.exec(page) ?? [];
    const { script, findings, sound } = checkScript(example);
    expect(script.steps).toHaveLength(4);
    expect(findings.filter(({ code }) => code !== 'missingTranslation')).toEqual([]);
    expect(sound).toBe(true);
  });

  test('names every variable, kind of question, action and filter', () => {
    for (const name of Object.keys(variables)) {
      const [group = '', key = ''] = name.split('.');
      expect(page).toMatch(new RegExp(`\`${group}\\.[^·]*${key}`));
    }
    for (const word of [...questionKinds, ...actionWords, ...filterNames]) expect(page).toContain(word);
  });
});

test('the card is read out only while recording is paused', () => {
  const steps = script('payment').steps.filter(step =>
    step.actions.some(({ kind }) => kind === 'pauseRecording'),
  );
  expect(steps.map(step => step.id)).toEqual(['card']);
});

test('a warm cold room leads to the loan unit', () => {
  const service = script('inbound-service');
  let state = beginRun(service, 1, 'en', 0);
  for (const written of ['fault', '4'])
    state = reduceRun(service, state, { kind: 'answer', written, at: 1 }, {});
  expect(state.step).toBe('urgent');
});

test('each is chosen for the calls that it is for', () => {
  const offers = [...samples.keys()].map(id => ({ ...script(id), sample: true }));
  const none = { queue: [], brand: [], campaign: [], list: [] };
  const chosen = (part: 'start' | 'end', direction: 'inbound' | 'outbound', of = {}) =>
    chooseScript(offers, { part, direction, of: { ...none, ...of }, language: 'ar', practice: true })?.id;
  expect(chosen('start', 'inbound')).toBe('inbound-service');
  expect(chosen('start', 'outbound')).toBe('sales-opening');
  expect(chosen('start', 'inbound', { queue: ['Accounts'] })).toBe('payment');
  expect(chosen('start', 'outbound', { list: ['Key accounts'], campaign: ['Renewal'] })).toBe(
    'retention-check-in',
  );
  expect(chosen('end', 'inbound')).toBe('closing-survey');
});
