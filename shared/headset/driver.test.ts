import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driverOf, lampReports, readReport } from './driver.ts';
import { recordings } from './fixtures.ts';
import { layoutOf, usage, type Collection } from './layout.ts';
import { dark } from './types.ts';

describe.each(recordings)('a headset of $name', ({ name, vendorId, collections, reports, lit }) => {
  const driver = driverOf(vendorId);
  const layout = layoutOf(collections);
  if (layout === null) throw new Error('no telephone');

  it('has its driver', () => {
    expect(driver.name).toBe(name);
  });

  it('says what was pressed', () => {
    let pressed: ReadonlySet<number> = new Set();
    let [offHook, mute] = [false, false];
    for (const [reportId, bytes, events] of reports) {
      const read = readReport(
        { driver, layout, pressed, lamps: { ...dark, offHook, mute } },
        reportId,
        Uint8Array.from(bytes),
      );
      pressed = read.pressed;
      expect(read.events, bytes.join()).toEqual(events);
      // The phone does what is wanted, and the lamps follow.
      for (const event of events) {
        if (event.button === 'hook' && event.off !== null) offHook = event.off;
        if (event.button === 'mute' && event.muted !== null) mute = event.muted;
      }
    }
  });

  it('shows that it is off hook and muted', () => {
    const sent = lampReports(layout, { ...dark, offHook: true, mute: true });
    expect(sent).toContainEqual({ reportId: lit.reportId, bytes: Uint8Array.from(lit.bytes) });
    expect(lampReports(layout, dark).every(({ bytes }) => bytes.every(byte => byte === 0))).toBe(true);
  });
});

it('a hook that only repeats our own lamp presses nothing', () => {
  const [jabra] = recordings;
  const layout = layoutOf(jabra?.collections ?? []);
  if (layout === null) throw new Error('no telephone');
  const state = {
    driver: driverOf(0x0b0e),
    layout,
    pressed: new Set<number>(),
    lamps: { ...dark, offHook: true },
  };
  expect(readReport(state, 2, Uint8Array.of(1, 0)).events).toEqual([]);
});

describe('what is no headset', () => {
  it.each<[string, Collection[]]>([
    ['a keyboard', [{ usagePage: 0x01, usage: 6, inputReports: [] }]],
    [
      'volume keys',
      [
        {
          usagePage: 0x0c,
          inputReports: [{ items: [{ usages: [0x0c_00e9], reportSize: 1, reportCount: 1 }] }],
        },
      ],
    ],
    [
      'a telephone without buttons of ours',
      [
        {
          usagePage: 0x0b,
          inputReports: [{ items: [{ usages: [0x0b_00b0], reportSize: 1, reportCount: 1 }] }],
        },
      ],
    ],
    ['nothing', []],
  ])('is left alone: %s', (_what, collections) => {
    expect(layoutOf(collections)).toBeNull();
  });

  it('and a descriptor or a report that lies harms nobody', () => {
    const item = fc.record({
      usages: fc.array(fc.constantFrom(usage.hookSwitch, usage.mute, usage.lampMute), { maxLength: 80 }),
      isArray: fc.boolean(),
      isAbsolute: fc.boolean(),
      reportSize: fc.integer({ min: -5, max: 1e9 }),
      reportCount: fc.integer({ min: -5, max: 1e9 }),
      logicalMinimum: fc.integer(),
    });
    const report = fc.record({ reportId: fc.nat(255), items: fc.array(item, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 3 }), fc.uint8Array({ maxLength: 70 }), (reports, bytes) => {
        const layout = layoutOf([{ usagePage: 0x0b, inputReports: reports, outputReports: reports }]);
        if (layout === null) return;
        for (const { bytes: out } of lampReports(layout, { ...dark, mute: true }))
          expect(out.length).toBeLessThanOrEqual(64);
        for (const { reportId } of layout.inputs)
          readReport({ driver: driverOf(0), layout, pressed: new Set(), lamps: dark }, reportId, bytes);
      }),
    );
  });
});
