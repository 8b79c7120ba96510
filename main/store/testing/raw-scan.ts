/**
 * Reading the file of a store as it lies on the disk: every page decrypted by hand (SQLCipher 4: AES-256-CBC, 4,096 bytes a
 * page, of which the last 80 are the IV and the HMAC), free pages and slack too, without SQLite in between.
 */
import { createDecipheriv } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { key } from './fixtures.ts';

const pageSize = 4_096;
const reserved = 80;
const saltSize = 16;
/** A frame of the WAL: 24 bytes before its page; 32 before the first. */
const [walHeader, frameHeader] = [32, 24];

/** All bytes of every file in the directory, as they are and decrypted. */
export function bytesOf(directory: string): Buffer {
  return Buffer.concat(
    readdirSync(directory).flatMap(name => {
      const bytes = readFileSync(join(directory, name));
      return [bytes, name.endsWith('-wal') ? walPages(bytes) : pagesOf(bytes)];
    }),
  );
}

/** Which of these texts stand somewhere in the bytes, in UTF-8. */
export const found = (bytes: Buffer, texts: readonly string[]): string[] =>
  texts.filter(text => bytes.includes(Buffer.from(text, 'utf8')));

function pagesOf(file: Buffer): Buffer {
  const pages: Buffer[] = [];
  for (let at = 0; at + pageSize <= file.length; at += pageSize)
    pages.push(decrypted(file.subarray(at, at + pageSize), at === 0));
  return Buffer.concat(pages);
}

function walPages(file: Buffer): Buffer {
  const pages: Buffer[] = [];
  for (let at = walHeader; at + frameHeader + pageSize <= file.length; at += frameHeader + pageSize) {
    const page = file.subarray(at + frameHeader, at + frameHeader + pageSize);
    pages.push(decrypted(page, file.readUInt32BE(at) === 1));
  }
  return Buffer.concat(pages);
}

function decrypted(page: Buffer, isFirst: boolean): Buffer {
  const from = isFirst ? saltSize : 0;
  const iv = page.subarray(pageSize - reserved, pageSize - reserved + 16);
  const decipher = createDecipheriv('aes-256-cbc', Buffer.from(key, 'hex'), iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(page.subarray(from, pageSize - reserved)), decipher.final()]);
}
