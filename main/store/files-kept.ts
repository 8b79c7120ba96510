/** Photos and files as pages add and take them away. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import { fileName, sniff } from '../../shared/files/sniff.ts';
import { isPicture, mostBytes, mostFiles, type StoredFile } from '../../shared/files/types.ts';
import { inTransaction, prepared, type WritableDb } from './database.ts';
import type { AddedFile } from './port.ts';
import { addFile, countFiles, dropLooseContents, removePhoto, type FileOwner } from './tables/files.ts';

/**
 * Returns it as it is kept: its type is what its bytes are. A photo takes the place of the one before. HatifError `notFound` without
 * its person or entry, `fileTooBig`, `tooManyFiles`, `noPicture` for a photo that is none.
 */
export function keepFile(
  db: WritableDb,
  id: string,
  owner: FileOwner,
  added: AddedFile,
  at: number,
): StoredFile {
  const { photo, bytes } = added;
  const type = sniff(bytes);
  if (bytes.length === 0) throw new HatifError('badInput', 'the file is empty');
  if (bytes.length > (photo ? mostBytes.photo : mostBytes.file))
    throw new HatifError('fileTooBig', 'the file is too big');
  if (photo && (!isPicture(type) || !('personId' in owner)))
    throw new HatifError('noPicture', 'this is no picture that can be shown');
  return inTransaction(db, () => {
    if (!ownerExists(db, owner)) throw new HatifError('notFound', 'there is nobody it could belong to');
    if (photo && 'personId' in owner) {
      removePhoto(db, owner.personId);
      dropLooseContents(db);
    } else if (countFiles(db, owner) >= mostFiles)
      throw new HatifError('tooManyFiles', 'there are too many files');
    const name = fileName(added.name, type);
    addFile(db, owner, { id, photo, name, type, bytes, at });
    const entryId = 'entryId' in owner ? owner.entryId : null;
    return { id, entryId, photo, name, type, size: bytes.length, at };
  });
}

function ownerExists(db: WritableDb, owner: FileOwner): boolean {
  return 'personId' in owner
    ? prepared(db, `SELECT 1 FROM people WHERE id = ?`).get(owner.personId) !== undefined
    : prepared(db, `SELECT 1 FROM interactions WHERE id = ?`).get(owner.entryId) !== undefined;
}
