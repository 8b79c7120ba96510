// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { standardTemplates } from '../../../shared/followups/standard.ts';
import { parseScript } from '../../../shared/script/parse.ts';
import { runAt } from '../../../shared/script/place.ts';
import type { CallScript } from '../../../shared/script/run-state.ts';
import { open, settled } from '../../testing/dom.tsx';
import { laylaContext, noon } from '../../testing/people.ts';
import { desk, incoming, live, over } from '../../testing/states.ts';
import { hooks, smtp, toolboxOf } from '../../testing/tools.ts';

const source = `Script: service
Title: Service call
Title [ar]: مكالمة خدمة
Languages: en, ar

Step: greeting
Say: Good day {{ caller.name }}. How can I help?
Say [ar]: أهلًا {{ caller.name }}. كيف أساعدك؟
Note: Let them finish.
Ask: reason as choice
Question: What is it about?
Answer fault: A unit has failed -> unit
Answer other: Something else -> close

Step: unit
Say: Which unit is it?
Ask: unit as text
Question: Unit
Next: close
Action: open case Cooling fault
Action: transfer to Second line

Step: close
Title: Goodbye
Say: Thank you.
Next: end

Objection: no-time
Title: No time
Say: It takes two minutes.
Next: return
`;
const survey = `Script: survey\nTitle: Survey\nWhen: end\n\nStep: score\nSay: How content are you?\nAsk: score as rating\nNext: end\n`;

const beside = (change: Partial<CallScript> = {}): CallScript => ({
  interactionId: 'c1',
  part: 'start',
  scriptId: 'service',
  version: 2,
  source,
  state: null,
  ...change,
});
const closing = beside({ part: 'end', scriptId: 'survey', version: 1, source: survey });
const english = { ...laylaContext('c1', 'en') };
english.person = english.person && { ...english.person, language: 'en' };
const onCall = (change: Parameters<typeof desk>[1] = {}) =>
  desk('en', { calls: [live()], contexts: [english], callScripts: [beside()], ...change });

const next = () => screen.getByRole('complementary', { name: 'What to say and do next' });
const saved = (it: Awaited<ReturnType<typeof open>>) => it.bridge.inputs('script.saveRun').at(-1)?.state;

describe('the script beside a call', () => {
  it('stands there filled in while it rings, and cannot be answered yet', async () => {
    const it = await open(desk('en', { calls: [incoming()], contexts: [english], callScripts: [beside()] }));
    expect(it.text()).toContain('Good day Layla Haddad. How can I help?');
    expect(it.text()).toContain('Starts when you answer');
    it.press('Digit1');
    await it.pass(settled);
    expect(it.bridge.inputs('script.saveRun')).toEqual([]);
  });

  it('begins with the conversation; number keys answer, and each step is saved at once', async () => {
    const it = await open(onCall());
    await it.pass(0);
    expect(saved(it)).toMatchObject({ step: 'greeting', version: 2, language: 'en' });
    it.press('Digit1');
    await it.pass(0);
    expect(it.text()).toContain('Which unit is it?');
    expect(saved(it)).toMatchObject({
      step: 'unit',
      answers: { reason: { value: 'fault', step: 'greeting' } },
    });
    expect(within(next()).getByLabelText('Answered so far').textContent).toContain('A unit has failed');
  });

  it('goes back with ⌫, with the answer still marked', async () => {
    const it = await open(onCall());
    it.press('Digit2');
    await it.pass(0);
    expect(it.text()).toContain('Thank you.');
    it.press('Backspace');
    await it.pass(0);
    expect(screen.getByRole('button', { name: 'Something else', pressed: true })).toBeTruthy();
  });

  it('answers nothing while a field has the focus', async () => {
    const it = await open(onCall());
    await it.pass(0);
    screen.getByRole('textbox', { name: 'Notes' }).focus();
    it.press('Digit1');
    await it.pass(0);
    expect(saved(it)?.step).toBe('greeting');
  });

  it('keeps what is typed over a switch of calls, saves it, and takes it with Enter', async () => {
    const it = await open(
      onCall({ calls: [live(), live({ id: 'c2', remote: { number: '+4930', e164: '+4930', name: 'M' } })] }),
    );
    it.press('Digit1');
    await it.pass(0);
    it.press('Digit1');
    const field = screen.getByRole('textbox', { name: 'Unit' });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'Cold room 2' } });
    await it.pass(300);
    expect(saved(it)?.typed).toEqual({ unit: 'Cold room 2' });
    field.blur();
    it.press('KeyZ');
    await it.pass(0);
    expect(it.text()).not.toContain('Which unit is it?');
    it.press('KeyZ');
    await it.pass(0);
    const again = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Unit' });
    expect(again.value).toBe('Cold room 2');
    fireEvent.keyDown(again, { key: 'Enter' });
    await it.pass(0);
    expect(saved(it)).toMatchObject({
      step: 'close',
      answers: { unit: { value: 'Cold room 2' } },
      typed: {},
    });
  });

  it('says why an answer is not taken, and stays', async () => {
    const it = await open(onCall());
    it.press('Digit1');
    await it.pass(0);
    fireEvent.click(screen.getByRole('button', { name: /Take this answer/ }));
    expect(within(next()).getByRole('alert').textContent).toContain('An answer is needed here');
    expect(saved(it)?.step).toBe('unit');
  });

  it('goes on where a saved run stopped', async () => {
    const first = await open(onCall());
    first.press('Digit1');
    await first.pass(0);
    const state = saved(first) ?? null;
    first.unmount();
    const it = await open(onCall({ callScripts: [beside({ state })] }));
    expect(it.text()).toContain('Which unit is it?');
    expect(it.text()).toContain('Step 2 of 3');
    it.press('Backspace');
    await it.pass(0);
    expect(saved(it)).toMatchObject({ step: 'greeting', startedAt: noon });
  });

  it('answers an objection at any time and comes back', async () => {
    const it = await open(onCall());
    await it.pass(0);
    it.press('KeyG');
    it.press('Digit1');
    await it.pass(0);
    expect(it.text()).toContain('It takes two minutes.');
    it.press('Digit1');
    await it.pass(0);
    expect(it.text()).toContain('How can I help?');
  });

  it('jumps to a step by its name, and Escape leaves the list', async () => {
    const it = await open(onCall());
    await it.pass(0);
    it.press('KeyJ');
    it.press('Escape');
    expect(it.text()).toContain('How can I help?');
    it.press('KeyJ');
    fireEvent.click(screen.getByRole('button', { name: /Goodbye/ }));
    await it.pass(0);
    expect(it.text()).toContain('Thank you.');
  });

  it('is said in the customer’s language, with a switch', async () => {
    const it = await open(onCall({ contexts: [laylaContext('c1', 'en')] }));
    await it.pass(0);
    const say = () => next().querySelector('.script-text');
    expect(say()?.textContent).toContain('كيف أساعدك؟');
    expect(say()?.getAttribute('dir')).toBe('rtl');
    fireEvent.click(screen.getByRole('button', { name: 'English' }));
    await it.pass(0);
    expect(say()?.textContent).toContain('How can I help?');
    expect(saved(it)?.language).toBe('en');
  });

  const press = async (it: Awaited<ReturnType<typeof open>>, name: RegExp) => {
    it.press('Digit1');
    await it.pass(0);
    fireEvent.click(screen.getByRole('button', { name }));
    await it.pass(0);
  };
  const opensCase = { interactionId: 'c1', part: 'start', kind: 'case', target: 'Cooling fault' };

  it('opens its case where tickets go, with what was answered, once, and takes it back', async () => {
    const it = await open(onCall({ toolbox: toolboxOf({ hooks }) }));
    it.bridge.answer('script.act', () => ({ changed: true }));
    await press(it, /Open a case/);
    const body = 'What is it about?: A unit has failed';
    const ticket = { kind: 'ticket', hookId: 'h1', subject: 'Cooling fault', body };
    const button = { ...opensCase, does: { as: 'planned', actions: [ticket], what: '' } };
    expect(it.bridge.inputs('script.act')).toEqual([button]);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Open a case/ }).disabled).toBe(true);
    expect(saved(it)?.acts).toMatchObject([{ kind: 'case', target: 'Cooling fault' }]);
    fireEvent.click(screen.getByRole('button', { name: /Take back/ }));
    await it.pass(0);
    expect(it.bridge.inputs('script.takeBack')).toEqual([button]);
    expect(saved(it)?.acts).toEqual([]);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Open a case/ }).disabled).toBe(false);
  });

  it('says what nothing here can send, and offers no way back after its time', async () => {
    const it = await open(onCall());
    it.bridge.answer('script.act', () => ({ changed: true }));
    await press(it, /Open a case/);
    const what = 'Open a case: Cooling fault';
    expect(it.bridge.inputs('script.act')).toEqual([
      { ...opensCase, does: { as: 'owed', kind: 'task', what } },
    ]);
    expect(it.text()).toContain('on your list of what is owed');
    await it.pass(11_000);
    expect(screen.queryByRole('button', { name: /Take back/ })).toBeNull();
  });

  it('sends a text and runs a macro as the end of the call would', async () => {
    const template = standardTemplates[0]!;
    const steps = [
      { kind: 'callback', days: 1, hours: 0 },
      { kind: 'email', templateId: template.id },
    ] as const;
    const macros = [
      { id: 'm', name: { en: 'Usual', ar: 'المعتاد' }, outcomeId: null, steps: [...steps], order: 0 },
    ];
    const text = `Script: service\n\nStep: a\nSay: x\nAction: send template ${template.name.en.toUpperCase()}\nAction: run macro المعتاد\nNext: end\n`;
    const state = onCall({ callScripts: [beside({ source: text })], toolbox: toolboxOf({ macros }) });
    const it = await open({ ...state, settings: { ...state.settings, smtp } });
    const filled = { to: 'l@example.org', subject: 'S', body: 'B' };
    it.bridge.answer('template.fill', () => ({ ...filled, language: 'en' }));
    it.bridge.answer('script.act', () => ({ changed: true }));
    await it.pass(0);
    for (const name of [/Send “/, /Do “/]) {
      fireEvent.click(screen.getByRole('button', { name }));
      await it.pass(0);
    }
    const mail = { kind: 'email', ...filled };
    expect(it.bridge.inputs('script.act').map(({ does }) => does)).toMatchObject([
      { as: 'planned', actions: [mail] },
      { as: 'planned', actions: [{ kind: 'callback', by: 'me' }, mail] },
    ]);
  });

  it('hands the call on by the field for that, with the name already in it', async () => {
    const it = await open(onCall());
    it.press('Digit1');
    await it.pass(0);
    fireEvent.click(screen.getByRole('button', { name: /Transfer to/ }));
    await it.pass(0);
    expect(
      screen.getByRole<HTMLInputElement>('combobox', { name: 'Name or number to transfer to' }).value,
    ).toBe('Second line');
    it.press('Escape');
    it.press('Escape');
    await it.pass(0);
    expect(screen.queryByRole('combobox', { name: 'Name or number to transfer to' })).toBeNull();
  });

  it('leaves the number keys to the outcomes while these are open', async () => {
    const it = await open(onCall());
    await it.pass(0);
    it.press('KeyO');
    it.press('Digit1');
    await it.pass(300);
    expect(saved(it)?.step).toBe('greeting');
    expect(it.bridge.inputs('draft.save').at(-1)?.outcomeId).not.toBeNull();
  });

  it('goes on with the closing script when the first is finished', async () => {
    const it = await open(onCall({ callScripts: [beside(), closing] }));
    for (const key of ['Digit2', 'Digit1', 'Digit1', 'Digit4']) {
      it.press(key);
      await it.pass(0);
    }
    expect(saved(it)).toMatchObject({ scriptId: 'survey', step: 'end', answers: { score: { value: 4 } } });
  });

  it('says that it is not saved, tries again, and says so no more', async () => {
    const it = await open(onCall());
    await it.pass(0);
    it.bridge.refuse('script.saveRun', 'storeUnavailable');
    it.press('Digit1');
    await it.pass(0);
    expect(next().textContent).toContain('Not saved yet');
    it.bridge.answer('script.saveRun', () => null);
    await it.pass(2100);
    expect(next().textContent).not.toContain('Not saved yet');
    expect(saved(it)?.step).toBe('unit');
  });

  it('shows after the call what was answered', async () => {
    const first = await open(onCall());
    first.press('Digit1');
    await first.pass(0);
    const state = saved(first) ?? null;
    first.unmount();
    const it = await open(onCall({ calls: [over()], callScripts: [beside({ state })] }));
    expect(within(next()).getByLabelText('Answered so far').textContent).toContain('A unit has failed');
    fireEvent.click(screen.getByRole('button', { name: 'Go on with the script' }));
    expect(it.text()).toContain('Which unit is it?');
  });
});

it('what came along with a call is text, and leads on to where they were', async () => {
  const { script } = parseScript(source);
  const place = { print: '0123456789ab', language: 'en', step: 1, answers: [[0, 0]] } as const;
  const there = runAt(script, 2, { ...place, answers: [[0, 0]] }, noon);
  const note = '<b>Alarm</b>';
  const handed = {
    by: 'Omar',
    who: 'Layla',
    why: 'Cooling',
    note,
    link: 'https://crm.example/7',
    script: null,
  };
  const calls = [{ ...live(), handed }];
  const offer = { ...beside({ state: there }), offered: true as const };
  const it = await open(onCall({ calls, callScripts: [beside(), offer] }));
  await it.pass(0);
  const along = within(screen.getByRole('region', { name: 'Handed to you' }));
  expect(along.getByText(note)).toBeTruthy();
  expect(it.text()).toContain('How can I help?');
  const taken = beside({ state: there });
  it.bridge.answer('script.goOn', () => taken);
  it.press('KeyY');
  await it.pass(0);
  expect(it.text()).toContain('Which unit is it?');
  expect(saved(it)).toMatchObject({ step: 'unit', answers: { reason: { value: 'fault' } } });
  fireEvent.click(along.getByRole('button', { name: 'https://crm.example/7' }));
  expect(it.bridge.inputs('call.openLink')).toEqual([{ callId: 'c1' }]);
});

it('a call without a script has the notes to itself', async () => {
  const it = await open(onCall({ callScripts: [] }));
  expect(it.text()).not.toContain('Step 1');
});

it('an owed call shows what was answered, also after a restart', async () => {
  const first = await open(onCall());
  first.press('Digit1');
  await first.pass(0);
  const state = saved(first) ?? null;
  first.unmount();
  const it = await open(desk('en'));
  it.bridge.answer('script.ofCall', () => [beside({ interactionId: 'r1', state })]);
  fireEvent.click(screen.getAllByRole('button', { name: /Outcome owed/ })[0]!);
  await it.pass(0);
  expect(within(next()).getByLabelText('Answered so far').textContent).toContain('A unit has failed');
});

it('the history says what was answered in an earlier call', async () => {
  const [latest, ...earlier] = english.history;
  const history = [{ ...latest!, answers: 'Reason: A unit has failed' }, ...earlier];
  const it = await open(onCall({ contexts: [{ ...english, history }] }));
  expect(it.text()).toContain('Reason: A unit has failed');
});
