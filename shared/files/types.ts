/** Files that belong to a person or to something on their timeline. */
import { z } from 'zod';

const id = z.string().min(1).max(64);

/** What the bytes are; anything that could act when it is shown is `application/octet-stream`, and is never shown. */
export const fileType = z.enum([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
  'application/octet-stream',
]);
export type FileType = z.infer<typeof fileType>;

/** Bytes. */
export const mostBytes = { photo: 1 << 20, file: 10 << 20 } as const;
/** Files of one person, and of one entry. */
export const mostFiles = 20;

export const storedFile = z.object({
  id,
  /** The entry that it came with; null: the person's own. */
  entryId: id.nullable(),
  photo: z.boolean(),
  name: z.string(),
  type: fileType,
  size: z.number().int(),
  at: z.number().int(),
});
export type StoredFile = z.infer<typeof storedFile>;

export const isPicture = (type: FileType): boolean => type.startsWith('image/');
