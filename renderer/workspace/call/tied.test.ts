import { describe, expect, it } from 'vitest';
import type { CallView, TransferView } from '../../../shared/call/view.ts';
import { incoming, live } from '../../testing/states.ts';
import { tiedOf } from './tied.ts';

const target = { number: '1002', e164: null, name: null };
const transfer = (phase: TransferView['phase'], change: Partial<TransferView> = {}): TransferView => ({
  kind: 'blind',
  target,
  phase,
  fault: phase === 'refused' ? 'target' : null,
  cause: null,
  status: null,
  ...change,
});
const held = { hold: 'local', heldSince: 1 } as const;
const layla = (change: Partial<CallView> = {}) => live({ id: 'layla', ...change });
const rania = (change: Partial<CallView> = {}) => live({ id: 'rania', ...change });
const seen = (call: CallView, ...others: CallView[]) => {
  const tied = tiedOf(call, [call, ...others]);
  return tied && { say: tied.say?.replace('transfer.', '') ?? null, acts: tied.acts.join(' ') };
};

describe('a call that stands alone', () => {
  it('says and offers nothing more', () => {
    expect(seen(layla())).toBeNull();
    expect(seen(layla(), incoming({ id: 'rings' }))).toBeNull();
  });
});

describe('a transfer', () => {
  it.each([
    ['holding', 'holding', 'takeBack'],
    ['referring', 'referring', ''],
    ['trying', 'trying', ''],
    ['ringing', 'ringing', ''],
    ['unanswered', 'unanswered', 'takeBack'],
    ['refused', 'faultTarget', 'takeBack another'],
  ] as const)('%s', (phase, say, acts) => {
    expect(seen(layla({ ...held, transfer: transfer(phase) }))).toEqual({ say, acts });
  });

  it.each(['hold', 'system', 'target', 'consult'] as const)('says which fault it was: %s', fault => {
    const { say } = seen(layla({ transfer: transfer('refused', { fault }) })) ?? {};
    expect(say?.toLowerCase()).toBe(`fault${fault}`);
  });

  it('of two calls can be tried again, and is told on either', () => {
    const first = layla({ ...held, transfer: transfer('refused', { kind: 'attended' }) });
    const consult = rania({ consultFor: 'layla' });
    for (const [one, other] of [
      [first, consult],
      [consult, first],
    ] as const) {
      expect(seen(one, other)).toEqual({ say: 'faultTarget', acts: 'takeBack connect' });
      expect(tiedOf(one, [one, other])?.caller.id).toBe('layla');
    }
  });
});

describe('asking first', () => {
  const consult = (change: Partial<CallView> = {}) => rania({ consultFor: 'layla', ...change });

  it('while it rings there', () => {
    expect(seen(consult({ phase: 'ringing', direction: 'outbound' }), layla(held))).toEqual({
      say: 'calling',
      acts: 'sendNow back',
    });
  });

  it('names caller and asked alike from both calls', () => {
    for (const tied of [
      tiedOf(consult(), [consult(), layla(held)]),
      tiedOf(layla(held), [consult(), layla(held)]),
    ])
      expect(tied).toMatchObject({ say: 'transfer.asking', caller: { id: 'layla' }, asked: { id: 'rania' } });
  });

  it('swapped, the other way round', () => {
    expect(seen(layla(), consult(held))).toEqual({ say: 'backWith', acts: 'connect together back swap' });
  });
});

it('two calls that came by themselves can be connected, joined and swapped', () => {
  expect(seen(layla(held), rania())).toEqual({ say: null, acts: 'connect together swap' });
});

it('a conference can be split, and left', () => {
  const [one, other] = [
    layla({ conference: 'joined' }),
    rania({ conference: 'joined', consultFor: 'layla' }),
  ];
  expect(seen(one, other)).toEqual({ say: 'joined', acts: 'split leave' });
  const joining = { conference: 'joining' } as const;
  expect(
    seen(rania({ ...joining, consultFor: 'layla', phase: 'ringing' }), layla({ ...held, ...joining })),
  ).toEqual({
    say: 'joining',
    acts: 'back',
  });
});
