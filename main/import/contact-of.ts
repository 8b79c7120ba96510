/** A record of either format as a contact. */
import type { ImportedContact } from '../../shared/import/contact.ts';
import type { Mapping } from '../../shared/import/fields.ts';
import { contactFromRow } from '../../shared/import/row.ts';
import { contactFromCard } from '../../shared/import/vcard/card.ts';
import type { FileRecord } from './read.ts';

export interface Reading {
  header: readonly string[];
  mapping: Mapping;
  country: string;
}

/** Throws RowError. */
export function contactOf(record: FileRecord, reading: Reading): ImportedContact {
  return record.kind === 'row'
    ? contactFromRow(record.cells, reading)
    : contactFromCard(record.lines, { country: reading.country, decode });
}

/** Bytes of quoted-printable text; a charset that nobody knows is taken for UTF-8, or for Windows' Latin. */
export function decode(bytes: Uint8Array, charset: string): string {
  for (const label of [charset, 'utf-8'])
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // RangeError: an unknown charset. TypeError: not valid in it.
    }
  return new TextDecoder('windows-1252').decode(bytes);
}
