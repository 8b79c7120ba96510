/** A picture that came with a person. */
import { fileName, sniff } from '../../../shared/files/sniff.ts';
import type { WritableDb } from '../database.ts';
import { addFile } from '../tables/files.ts';

/** Of somebody who came with it: a picture that was put there since has another. */
export const importedPhoto = (personId: string): string => `${personId}-photo`;

export function addPhoto(db: WritableDb, personId: string, id: string, bytes: Uint8Array, at: number): void {
  const type = sniff(bytes);
  addFile(db, { personId }, { id, photo: true, name: fileName('', type), type, bytes, at });
}
