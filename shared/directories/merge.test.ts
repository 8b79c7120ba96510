import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobody, sayTheSame, type CardContact } from './changes.ts';
import { baseAfter, mergeThreeWay } from './merge.ts';
import { live, lostIn, secondLast, stepFrom, twin, type Step } from './testing/histories.ts';

const huda: CardContact = {
  ...nobody(),
  name: 'Huda Alharbi',
  role: 'Buyer',
  numbers: [{ raw: '+966 50 555 0142', e164: '+966505550142', kind: 'mobile', shared: false }],
  tags: ['vip'],
};
const base = { here: huda, there: huda, sent: null };
const office = { raw: '+966 12 555 0100', e164: '+966125550100', kind: 'work', shared: false } as const;

describe('a merge', () => {
  it('passes what one side changed to the other', () => {
    const merged = mergeThreeWay(
      base,
      { ...huda, role: 'Head of purchasing' },
      { ...huda, note: 'Mornings' },
    );
    expect(merged.here).toEqual({ ...huda, role: 'Head of purchasing', note: 'Mornings' });
    expect(merged.there).toEqual(merged.here);
    expect(merged.conflicts).toEqual([]);
    const theirs = { ...huda, note: 'Mornings' };
    expect(baseAfter(merged.here, theirs, merged)).toEqual({
      here: theirs,
      there: theirs,
      sent: merged.there,
    });
  });

  it('has nothing to send when both did the same', () => {
    const merged = mergeThreeWay(base, { ...huda, role: 'CEO' }, { ...huda, role: 'CEO' });
    expect(merged).toMatchObject({ there: null, conflicts: [], here: { role: 'CEO' } });
  });

  it('lets ours stand where both changed one value, and hands theirs out', () => {
    const merged = mergeThreeWay(base, { ...huda, role: 'CEO' }, { ...huda, role: null });
    expect(merged.here.role).toBe('CEO');
    expect(merged.there?.role).toBe('CEO');
    expect(merged.conflicts).toEqual([{ field: 'role', item: '', mine: 'CEO', theirs: null }]);
    // Until it has been sent, it is still ours to send.
    const after = baseAfter(merged.here, { ...huda, role: null }, merged);
    expect(mergeThreeWay(after, merged.here, after.there).there?.role).toBe('CEO');
  });

  it('keeps entries that either side added, and takes out what either took out', () => {
    const merged = mergeThreeWay(
      base,
      { ...huda, numbers: [...huda.numbers, office] },
      { ...huda, numbers: [], tags: ['vip', 'gulf'] },
    );
    expect(merged.here).toMatchObject({ numbers: [office], tags: ['vip', 'gulf'] });
    expect(merged.there).toEqual(merged.here);
  });

  it('lets an edit outweigh a removal, whoever made which', () => {
    const home = { ...huda.numbers[0]!, kind: 'home' as const };
    const [gone, edited] = [
      { ...huda, numbers: [] },
      { ...huda, numbers: [home] },
    ];
    const here = mergeThreeWay(base, gone, edited);
    expect([here.here.numbers, here.there]).toEqual([[home], null]);
    const there = mergeThreeWay(base, edited, gone);
    expect([there.here.numbers, there.there?.numbers]).toEqual([[home], [home]]);
  });

  it('unites two that were never one', () => {
    const merged = mergeThreeWay(null, huda, {
      ...huda,
      role: null,
      organisation: 'Al Noor',
      tags: ['gulf'],
    });
    expect(merged.here).toMatchObject({ role: 'Buyer', organisation: 'Al Noor', tags: ['vip', 'gulf'] });
    expect(merged.conflicts).toEqual([]);
  });

  it('does not bring back what was taken back after it arrived without an answer', () => {
    const first = mergeThreeWay(base, { ...huda, note: 'Mornings' }, huda);
    const second = mergeThreeWay(baseAfter(first.here, huda, first), huda, first.there!);
    expect([second.here.note, second.there?.note]).toEqual([null, null]);
  });

  it('does not send again what a card cannot say as we do', () => {
    const told = {
      here: { ...huda, organisation: 'ACME' },
      there: { ...huda, organisation: 'Acme' },
      sent: null,
    };
    const merged = mergeThreeWay(told, told.here, { ...told.there, note: 'x' });
    expect(merged.there).toBeNull();
    expect(merged.here).toMatchObject({ organisation: 'ACME', note: 'x' });
  });
});

const step = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99)).map(stepFrom);
const historiesOf = (most: number, fewest = 0): fc.Arbitrary<Step[]> =>
  fc.array(step, { minLength: fewest, maxLength: most });

describe('random histories of two sides', () => {
  it('converge and lose no edit, through lost answers and crashes', () => {
    fc.assert(
      fc.property(historiesOf(30, 5), history => {
        const world = live(history);
        expect(sayTheSame(world.here, world.there)).toBe(true);
        expect(lostIn(world)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('show that the last writer winning loses edits', () => {
    const lost = fc.sample(historiesOf(30, 20), 200).filter(history => lostIn(twin(history)).length > 0);
    expect(lost.length).toBeGreaterThan(100);
  });

  it('settle: a second sync has nothing to do', () => {
    fc.assert(
      fc.property(historiesOf(20), history => {
        expect(secondLast(history)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
