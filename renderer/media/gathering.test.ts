import { describe, expect, it } from 'vitest';
import {
  BATCH_GAP_MS,
  HOST_CAP_MS,
  judge,
  NOTHING_CAP_MS,
  OUTSIDE_CAP_MS,
  type Gathered,
} from './gathering.ts';

const cold: Gathered = {
  needed: true,
  outside: false,
  complete: false,
  host: 0,
  beyond: 0,
  elapsedMs: 0,
  warmMs: 0,
  quietMs: 0,
};
const look = (seen: Partial<Gathered>) => judge({ ...cold, ...seen });

describe('a hold or a resume', () => {
  it('waits for nothing', () => {
    expect(look({ needed: false })).toEqual({ stop: 'none' });
  });
});

describe('a line without STUN', () => {
  it('waits for every address of the machine, since the first may be the wrong network', () => {
    expect(look({ host: 1, elapsedMs: 5 })).toEqual({ stop: null, againMs: HOST_CAP_MS - 5 });
  });
  it('stops as soon as the browser has them all', () => {
    expect(look({ host: 3, complete: true, elapsedMs: 5 })).toEqual({ stop: 'complete' });
  });
  it('goes with what it has when the cap has passed', () => {
    expect(look({ host: 1, elapsedMs: HOST_CAP_MS, quietMs: HOST_CAP_MS })).toEqual({ stop: 'cap' });
  });
});

describe('a line with STUN', () => {
  it('stops at the first address as the outside sees it', () => {
    expect(look({ outside: true, host: 2, beyond: 1, elapsedMs: 40 })).toEqual({ stop: 'useful' });
  });
  it('gives a server that may be far away a second', () => {
    expect(look({ outside: true, host: 2, elapsedMs: 999, quietMs: 900 })).toEqual({
      stop: null,
      againMs: 1,
    });
    expect(OUTSIDE_CAP_MS).toBeGreaterThanOrEqual(1_000);
  });
  it('does not wait longer for one that swallows everything', () => {
    const blackHoled = { outside: true, host: 2, elapsedMs: OUTSIDE_CAP_MS, quietMs: 900 };
    expect(look(blackHoled)).toEqual({ stop: 'cap' });
  });
  it('has waited already when the connection was warm', () => {
    const warm = { outside: true, host: 2, warmMs: 60_000, elapsedMs: 2, quietMs: BATCH_GAP_MS };
    expect(look(warm)).toEqual({ stop: 'cap' });
  });
  it('lets the batch of a warm connection come out whole', () => {
    const warm = { outside: true, host: 1, warmMs: 60_000, elapsedMs: 1, quietMs: 0 };
    expect(look(warm)).toEqual({ stop: null, againMs: BATCH_GAP_MS });
    // The relay comes right behind the reflexive one.
    expect(look({ ...warm, beyond: 1 })).toEqual({ stop: null, againMs: BATCH_GAP_MS });
    expect(look({ ...warm, beyond: 2, quietMs: BATCH_GAP_MS })).toEqual({ stop: 'useful' });
  });
});

describe('after an ICE restart', () => {
  it('does not believe in completeness without a candidate', () => {
    expect(look({ complete: true, elapsedMs: 30 })).toEqual({
      stop: null,
      againMs: NOTHING_CAP_MS - 30,
    });
  });
  it('gives up rather than send a description that no server can use', () => {
    expect(look({ complete: true, elapsedMs: NOTHING_CAP_MS })).toEqual({ stop: 'nothing' });
  });
});
