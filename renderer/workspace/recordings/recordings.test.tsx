import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { recordingList, recordingOf } from '../../testing/recordings.ts';
import { states } from '../../testing/states.ts';
import type { RecordingView } from '../../../shared/recording/types.ts';

const band = () => screen.getByRole('region', { name: /this call/i });
async function talking(view: Partial<RecordingView>) {
  const workspace = await open({ ...states.live('en'), recordings: [recordingOf(view)] });
  await workspace.pass(500);
  return workspace;
}

describe('a call', () => {
  it('says that it is recorded in a word beside the dot, and R pauses it', async () => {
    const { bridge, press, pass } = await talking({});
    expect(within(band()).getByText('Recording')).toBeTruthy();
    press('KeyR');
    await pass(0);
    expect(bridge.inputs('recording.pause')).toEqual([{ callId: 'c1', paused: true }]);
    fireEvent.click(screen.getByRole('button', { name: 'End the recording' }));
    await pass(0);
    expect(bridge.inputs('recording.wish')).toEqual([{ callId: 'c1', on: false }]);
  });

  it('is not recorded any more after S, which does nothing before the mark could be seen, and nothing without a recording', async () => {
    const { bridge, press, pass, send } = await talking({ state: 'off', since: null });
    press('KeyS');
    send('recordings', [recordingOf({})]);
    await pass(0);
    press('KeyS');
    expect(bridge.inputs('recording.wish')).toEqual([]);
    await pass(500);
    press('KeyS');
    await pass(0);
    expect(bridge.inputs('recording.wish')).toEqual([{ callId: 'c1', on: false }]);
  });

  it('that is not recorded is by R, and goes on by R after a pause', async () => {
    const { bridge, press, pass, send } = await talking({ state: 'off', since: null });
    expect(within(band()).queryByText('Recording')).toBeNull();
    press('KeyR');
    await pass(0);
    expect(bridge.inputs('recording.wish')).toEqual([{ callId: 'c1', on: true }]);
    send('recordings', [recordingOf({ state: 'paused', pausedBy: ['agent'] })]);
    await pass(500);
    expect(within(band()).getByText('Recording paused')).toBeTruthy();
    press('KeyR');
    await pass(0);
    expect(bridge.inputs('recording.pause')).toEqual([{ callId: 'c1', paused: false }]);
  });

  it('at a payment cannot be made to go on, and says why', async () => {
    const { bridge, press, pass } = await talking({ state: 'paused', pausedBy: ['script'] });
    expect(within(band()).getByText('Not recorded: payment')).toBeTruthy();
    expect(screen.getByRole('button', { name: /Resume rec/ }).getAttribute('title')).toMatch(/script pauses/);
    press('KeyR');
    await pass(0);
    expect(bridge.inputs('recording.pause')).toEqual([]);
  });

  it('of somebody who does not want it cannot be recorded', async () => {
    const { bridge, press, pass } = await talking({ state: 'off', since: null, refusal: 'consent' });
    expect(within(band()).getByText('Not recorded')).toBeTruthy();
    press('KeyR');
    await pass(0);
    expect(bridge.inputs('recording.wish')).toEqual([]);
  });

  it('on a full disk goes on, and may be recorded again when there is room', async () => {
    const { bridge, press, pass } = await talking({ state: 'off', since: null, refusal: 'diskFull' });
    expect(within(band()).getByText('Not recorded').getAttribute('title')).toMatch(/disk is full/);
    press('KeyR');
    await pass(0);
    expect(bridge.inputs('recording.wish')).toHaveLength(1);
  });
});

async function onPage(list = recordingList('en')) {
  const workspace = await open(states.idle('en'));
  workspace.bridge.answer('recording.list', ({ filter }) => ({
    ...list,
    rows: list.rows.filter(({ name }) => filter.text === '' || (name ?? '').includes(filter.text)),
  }));
  workspace.bridge.answer('retention.get', () => ({ recordings: 90, history: 30 }));
  workspace.bridge.answer('recording.remove', () => null);
  workspace.bridge.answer('recording.restore', () => null);
  fireEvent.click(screen.getByRole('button', { name: 'Recordings' }));
  await workspace.pass(0);
  await vi.dynamicImportSettled();
  await workspace.pass(300);
  return workspace;
}

describe('the page of recordings', () => {
  it('lists them with how they ended and when they go by themselves', async () => {
    const { text } = await onPage();
    expect(text()).toContain('3 recordings, 6 MB. They go by themselves after 30 days.');
    expect(screen.getAllByRole('group', { name: /^Recording: / })).toHaveLength(3);
    expect(text()).toContain('cut off');
    expect(text()).toContain('ended: the disk was full');
  });

  it('finds, removes with a way back, and says when there is nothing', async () => {
    const { bridge, pass, press, text } = await onPage();
    fireEvent.change(screen.getByRole('textbox', { name: 'Find' }), { target: { value: 'Omar' } });
    await pass(400);
    expect(screen.getAllByRole('group', { name: /^Recording: / })).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: /Remove the recording of .*Omar/ }));
    await pass(0);
    expect(bridge.inputs('recording.remove')).toEqual([{ id: 'r3' }]);
    press('KeyU');
    await pass(0);
    expect(bridge.inputs('recording.restore')).toEqual([{ id: 'r3' }]);
    fireEvent.change(screen.getByRole('textbox', { name: 'Find' }), { target: { value: 'nobody' } });
    await pass(400);
    expect(text()).toContain('No recording is like that.');
  });

  it('says how to make the first one', async () => {
    const { text } = await onPage({ rows: [], count: 0, bytes: 0 });
    expect(text()).toContain('Nothing was recorded yet. During a call press R');
  });

  it('says so when a file cannot be opened', async () => {
    const { bridge, pass, text } = await onPage();
    bridge.refuse('recording.open', 'badRecording');
    const [first] = screen.getAllByRole('button', { name: /^Play the recording/ });
    if (first) fireEvent.click(first);
    await pass(0);
    expect(text()).toContain('This recording cannot be opened');
  });
});

it('rules are made, ordered and removed, and say what they hold for', async () => {
  const { bridge, store, pass } = await open(states.idle('en'));
  store.setState({ place: 'settings', settingsPage: 'recording' });
  await pass(0);
  await vi.dynamicImportSettled();
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'New rule' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'New rule' }));
  await pass(0);
  const kept = () =>
    bridge
      .inputs('settings.change')
      .at(-1)
      ?.recording?.rules.map(({ id }) => id) ?? [];
  const [first, second] = kept();
  expect(first).not.toBe(second);
  fireEvent.click(screen.getByRole('button', { name: /Move up/ }));
  await pass(0);
  expect(kept()).toEqual([second, first]);
  const [remove] = screen.getAllByRole('button', { name: /^Remove: / });
  if (remove) fireEvent.click(remove);
  await pass(0);
  expect(kept()).toEqual([first]);
});
