/**
 * Where in a headset's reports its telephone buttons and lamps stand, read from the descriptor that the headset itself gives
 * (USB HID 1.11 section 6.2.2, as WebHID hands it on). Usages: HID Usage Tables 1.5, pages 0x08 (LED) and 0x0B (telephony).
 */

import { telephonyPage } from './types.ts';

/** The part of WebHID's HIDReportItem that says where a field is. */
export interface ReportItem {
  isConstant?: boolean;
  /** False: a button that says each press; true: a switch that says how it stands. */
  isAbsolute?: boolean;
  isArray?: boolean;
  usages?: readonly number[];
  usageMinimum?: number;
  usageMaximum?: number;
  reportSize?: number;
  reportCount?: number;
  logicalMinimum?: number;
}
export interface Report {
  reportId?: number;
  items?: readonly ReportItem[];
}
export interface Collection {
  usagePage?: number;
  usage?: number;
  inputReports?: readonly Report[];
  outputReports?: readonly Report[];
  children?: readonly Collection[];
}

export const usage = {
  hookSwitch: 0x0b_0020,
  flash: 0x0b_0021,
  drop: 0x0b_0026,
  mute: 0x0b_002f,
  programmable: 0x0b_0007,
  lampMute: 0x08_0009,
  lampOffHook: 0x08_0017,
  lampRing: 0x08_0018,
  lampHold: 0x08_0020,
} as const;

/** One bit (or the place of a usage in an array) of a report. */
export interface Field {
  reportId: number;
  usage: number;
  /** Bits from the start of the report, its id not counted. */
  offset: number;
  absolute: boolean;
  /** The field holds the number of whichever button is pressed. */
  array: { size: number; index: number; count: number } | null;
}

export interface Layout {
  inputs: readonly Field[];
  outputs: readonly Field[];
  /** Bytes of each output report by its id. */
  outputLength: Readonly<Record<number, number>>;
}

const wanted: ReadonlySet<number> = new Set(Object.values(usage));
/** A descriptor is written by the device: no more than this of it is believed. */
const mostBits = 8 * 64;

/** Null for what is no telephone headset. */
export function layoutOf(collections: readonly Collection[]): Layout | null {
  const telephony = collections.filter(each => each.usagePage === telephonyPage);
  if (telephony.length === 0) return null;
  const all = flat(telephony);
  const inputs = all.flatMap(each => (each.inputReports ?? []).flatMap(fieldsOf));
  if (!inputs.some(field => field.usage === usage.hookSwitch || field.usage === usage.mute)) return null;
  const reports = all.flatMap(each => each.outputReports ?? []);
  const outputs = reports.flatMap(fieldsOf);
  return {
    inputs,
    outputs,
    outputLength: Object.fromEntries(
      reports.map(report => [report.reportId ?? 0, Math.ceil(bitsOf(report) / 8)]),
    ),
  };
}

const flat = (collections: readonly Collection[]): Collection[] =>
  collections.flatMap(each => [each, ...flat(each.children ?? [])]);

/** How many fields of how many bits, as far as it is believed. */
const extentOf = ({ reportSize, reportCount }: ReportItem): { size: number; count: number } => {
  const believed = (said: number | undefined): number =>
    said !== undefined && Number.isInteger(said) && said > 0 ? Math.min(said, mostBits) : 0;
  return { size: believed(reportSize), count: believed(reportCount) };
};

const bitsOf = ({ items = [] }: Report): number =>
  Math.min(
    mostBits,
    items.map(extentOf).reduce((sum, { size, count }) => sum + size * count, 0),
  );

function fieldsOf({ reportId = 0, items = [] }: Report): Field[] {
  const fields: Field[] = [];
  let offset = 0;
  for (const item of items) {
    const { isConstant = false, isArray = false, isAbsolute = true } = item;
    const { size, count } = extentOf(item);
    const usages = usagesOf(item);
    if (offset + size * count > mostBits) break;
    if (!isConstant && isArray)
      usages.forEach((each, index) => {
        if (!wanted.has(each)) return;
        const array = { size, index: index + (item.logicalMinimum ?? 0), count };
        fields.push({ reportId, usage: each, offset, absolute: isAbsolute, array });
      });
    else if (!isConstant)
      usages.slice(0, count).forEach((each, index) => {
        if (wanted.has(each))
          fields.push({
            reportId,
            usage: each,
            offset: offset + index * size,
            absolute: isAbsolute,
            array: null,
          });
      });
    offset += size * count;
  }
  return fields;
}

function usagesOf({ usages, usageMinimum, usageMaximum }: ReportItem): number[] {
  if (usages !== undefined && usages.length > 0) return usages.slice(0, 64);
  if (usageMinimum === undefined || usageMaximum === undefined) return [];
  const count = Math.min(64, Math.max(0, usageMaximum - usageMinimum + 1));
  return Array.from({ length: count }, (_, index) => usageMinimum + index);
}

/** Whether a field is set in a report; false beyond its end. */
export function isSet(field: Field, bytes: Uint8Array): boolean {
  if (field.array === null) return bitsAt(bytes, field.offset, 1) === 1;
  const { size, index, count } = field.array;
  return Array.from({ length: count }, (_, place) =>
    bitsAt(bytes, field.offset + place * size, size),
  ).includes(index);
}

function bitsAt(bytes: Uint8Array, offset: number, size: number): number {
  let value = 0;
  for (let bit = 0; bit < size; bit += 1) {
    const at = offset + bit;
    value |= (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) << bit;
  }
  return value;
}
