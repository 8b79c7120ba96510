import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { HatifError } from '../../../shared/errors.ts';
import type { Barred } from '../../../shared/people/gate.ts';
import { open } from '../../testing/dom.tsx';
import { states } from '../../testing/states.ts';

const refused: Barred = {
  reasons: ['personRefused', 'onList'],
  who: ['Omar Haddad'],
  lists: ['Never'],
  mayOverride: true,
};

async function dialsBarred(barred: Barred) {
  const workspace = await open(states.idle('en'));
  const { bridge, pass, store } = workspace;
  bridge.answer('call.dial', ({ override }) => {
    if (override === undefined) throw new HatifError('barred', 'no', { barred });
    return { callId: 'c' };
  });
  store.setState({ dialText: '+966501234567' });
  await pass(0);
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' });
  await pass(0);
  await vi.dynamicImportSettled();
  await pass(400);
  return workspace;
}

describe('somebody who is not to be contacted', () => {
  it('is asked about with the reasons in words, and called when the agent says why', async () => {
    const { bridge, pass, store } = await dialsBarred(refused);
    expect(screen.getByRole('dialog', { name: /Contact .*Omar Haddad/ })).toBeTruthy();
    expect(screen.getByText('They are not to be contacted.')).toBeTruthy();
    expect(screen.getByText(/Lists: .*Never/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await pass(0);
    expect(screen.getByText('Say why in a few words.')).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox', { name: /Why go on/ }), { target: { value: ' he asked ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await pass(0);
    expect(store.getState()).toMatchObject({ barred: null, dialText: '' });
    expect(bridge.inputs('call.dial')).toEqual([
      { target: '+966501234567', personId: null, accountId: 'a1' },
      { target: '+966501234567', personId: null, accountId: 'a1', override: { why: 'he asked' } },
    ]);
  });

  it('stands before whoever was found', async () => {
    const { store, pass } = await dialsBarred(refused);
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(screen.getByRole('combobox').getAttribute('aria-expanded')).toBe('false');
    store.setState({ barred: null });
    await pass(0);
    expect(screen.getByRole('listbox')).toBeTruthy();
  });

  it('is left alone with Escape, and nothing is said twice', async () => {
    const { bridge, pass, press, store } = await dialsBarred(refused);
    press('Escape');
    await pass(0);
    expect(bridge.inputs('call.dial')).toHaveLength(1);
    expect(store.getState()).toMatchObject({ barred: null, notice: null, dialText: '+966501234567' });
  });

  it('cannot be called where the team forbids it', async () => {
    await dialsBarred({ ...refused, mayOverride: false });
    expect(screen.getByText('Your team does not allow going on.')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: /Why go on/ })).toBeNull();
  });
});
