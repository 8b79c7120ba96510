/**
 * Descriptors and reports of headsets as WebHID hands them on, for tests. Written down from what the makers publish of their
 * telephony collections and from the HID usage tables; no device was at hand to record them from.
 */
import { usage, type Collection, type ReportItem } from './layout.ts';
import type { HeadsetEvent } from './types.ts';

const one = (usages: readonly number[], isAbsolute: boolean): ReportItem => ({
  usages,
  isAbsolute,
  reportSize: 1,
  reportCount: usages.length,
});
const padding = (bits: number): ReportItem => ({ isConstant: true, reportSize: 1, reportCount: bits });
const telephony = (more: Omit<Collection, 'usagePage'>): Collection => ({ usagePage: 0x0b, ...more });
const lamps = [usage.lampOffHook, usage.lampRing, usage.lampMute, usage.lampHold];

export interface Recording {
  name: string;
  vendorId: number;
  collections: readonly Collection[];
  /** In order, with what each is to be taken for. */
  reports: readonly (readonly [
    reportId: number,
    bytes: readonly number[],
    events: readonly HeadsetEvent[],
  ])[];
  /** Off hook and muted. */
  lit: { reportId: number; bytes: number[] };
}

export const recordings: readonly Recording[] = [
  {
    // Hook as a switch, the rest as presses; the programmable button declines.
    name: 'jabra',
    vendorId: 0x0b0e,
    collections: [
      { usagePage: 0x0c, inputReports: [{ reportId: 1, items: [one([0x0c_00e9], false)] }] },
      telephony({
        inputReports: [
          {
            reportId: 2,
            items: [
              one([usage.hookSwitch, 0x0b_0097], true),
              one([usage.mute, usage.flash, 0x0b_0024, usage.programmable], false),
              padding(10),
            ],
          },
        ],
        outputReports: [{ reportId: 2, items: [one(lamps, true), padding(12)] }],
      }),
    ],
    reports: [
      [2, [0b00001, 0], [{ button: 'hook', off: true }]],
      [2, [0b00101, 0], [{ button: 'mute', muted: null }]],
      [2, [0b00001, 0], []],
      [2, [0b01001, 0], [{ button: 'flash' }]],
      [2, [0b00000, 0], [{ button: 'hook', off: false }]],
      [2, [0b100000, 0], [{ button: 'reject' }]],
      [1, [0b1], []],
    ],
    lit: { reportId: 2, bytes: [0b0101, 0] },
  },
  {
    // Mute as a switch that repeats what its lamp was told.
    name: 'poly',
    vendorId: 0x047f,
    collections: [
      telephony({
        children: [
          {
            usagePage: 0x0b,
            inputReports: [
              {
                reportId: 8,
                items: [
                  one([usage.hookSwitch, usage.mute], true),
                  one([usage.drop, usage.flash], false),
                  padding(4),
                ],
              },
            ],
            outputReports: [
              { reportId: 9, items: [one([usage.lampMute], true), padding(7)] },
              { reportId: 10, items: [one([usage.lampOffHook, usage.lampRing], true), padding(6)] },
            ],
          },
        ],
      }),
    ],
    reports: [
      [8, [0b0001], [{ button: 'hook', off: true }]],
      [8, [0b0011], [{ button: 'mute', muted: true }]],
      [8, [0b0001], [{ button: 'mute', muted: false }]],
      [8, [0b0101], [{ button: 'reject' }]],
      [8, [0b0000], [{ button: 'hook', off: false }]],
    ],
    lit: { reportId: 9, bytes: [1] },
  },
  {
    // Everything as presses.
    name: 'epos',
    vendorId: 0x1395,
    collections: [
      telephony({
        inputReports: [
          {
            reportId: 3,
            items: [
              padding(3),
              one([usage.hookSwitch, usage.flash, usage.mute, usage.drop], false),
              padding(1),
            ],
          },
        ],
        outputReports: [{ reportId: 4, items: [padding(1), one(lamps, true), padding(3)] }],
      }),
    ],
    reports: [
      [3, [0b0001000], [{ button: 'hook', off: null }]],
      [3, [0], []],
      [3, [0b0010000], [{ button: 'flash' }]],
      [3, [0b0100000], [{ button: 'mute', muted: null }]],
      [3, [0b1000000], [{ button: 'reject' }]],
    ],
    lit: { reportId: 4, bytes: [0b01010] },
  },
  {
    name: 'logitech',
    vendorId: 0x046d,
    collections: [
      telephony({
        inputReports: [
          {
            items: [
              one([usage.hookSwitch], true),
              one([usage.mute], true),
              one([usage.drop], false),
              padding(5),
            ],
          },
        ],
        outputReports: [
          { items: [one([usage.lampRing, usage.lampOffHook, usage.lampMute], true), padding(5)] },
        ],
      }),
    ],
    reports: [
      [0, [0b001], [{ button: 'hook', off: true }]],
      [0, [0b011], [{ button: 'mute', muted: true }]],
      [0, [0b010], [{ button: 'hook', off: false }]],
      [0, [0b110], [{ button: 'reject' }]],
    ],
    lit: { reportId: 0, bytes: [0b110] },
  },
  {
    // A maker nobody knows: the number of the pressed button in an array.
    name: 'generic',
    vendorId: 0x1234,
    collections: [
      telephony({
        inputReports: [
          {
            reportId: 7,
            items: [
              {
                isArray: true,
                isAbsolute: false,
                usages: [usage.hookSwitch, usage.mute, usage.flash],
                logicalMinimum: 1,
                reportSize: 4,
                reportCount: 2,
              },
            ],
          },
        ],
        outputReports: [{ reportId: 7, items: [one([usage.lampMute, usage.lampOffHook], true), padding(6)] }],
      }),
    ],
    reports: [
      [7, [0x01], [{ button: 'hook', off: null }]],
      [7, [0x21], [{ button: 'mute', muted: null }]],
      [7, [0x00], []],
      [7, [0x30], [{ button: 'flash' }]],
    ],
    lit: { reportId: 7, bytes: [0b11] },
  },
];
