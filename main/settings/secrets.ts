/**
 * Passwords and the store's key, wrapped by the system's key chain. Where there is none (a Linux session without a
 * keyring) they lie in a file that only this user can read, marked as such, and the workspace says so.
 */
import { safeStorage } from 'electron';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { readWhole, writeWhole } from './whole-file.ts';

const secret = z.object({ by: z.enum(['keychain', 'file']), value: z.string() });
const secretsFile = z.record(z.string(), secret);
type SecretsFile = z.infer<typeof secretsFile>;

export interface Secrets {
  /** The system's key chain protects what is written now. */
  readonly keychain: boolean;
  /** Null when there is none, or when the key chain that wrapped it cannot be had any more. */
  read(name: string): string | null;
  /** There is an entry, readable or not. */
  has(name: string): boolean;
  write(name: string, value: string): void;
  forget(name: string): void;
}

export interface KeyChain {
  available(): boolean;
  wrap(plain: string): string;
  unwrap(wrapped: string): string;
}

/** Electron's safeStorage, without the `basic_text` backend, which only looks like encryption. */
export const systemKeyChain: KeyChain = {
  available: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  wrap: plain => safeStorage.encryptString(plain).toString('base64'),
  unwrap: wrapped => safeStorage.decryptString(Buffer.from(wrapped, 'base64')),
};

export function openSecrets(folder: string, keyChain: KeyChain): Secrets {
  const file = path.join(folder, 'secrets.json');
  const keychain = keyChain.available();
  // Laid aside when it is bent: it may hold the only key of the store.
  let all = readWhole(file, json => secretsFile.parse(json)) ?? {};

  const save = (next: SecretsFile): void => {
    writeWhole(file, JSON.stringify(next));
    all = next;
  };

  return {
    keychain,
    read(name) {
      const entry = all[name];
      if (entry === undefined) return null;
      if (entry.by === 'file') return entry.value;
      try {
        return keyChain.unwrap(entry.value);
      } catch {
        return null;
      }
    },
    has: name => Object.hasOwn(all, name),
    write(name, value) {
      save({
        ...all,
        [name]: keychain ? { by: 'keychain', value: keyChain.wrap(value) } : { by: 'file', value },
      });
    },
    forget(name) {
      const { [name]: _gone, ...rest } = all;
      save(rest);
    },
  };
}

/**
 * The key of the store: 32 random bytes in hex, made once. When there is a key that the key chain will not give up
 * (another desktop session, a moved profile), a stand-in is returned and the kept one is left alone: the store then
 * shows as locked, and `keep` puts the stand-in in its place only when the agent starts a fresh store.
 */
export function storeKey(secrets: Secrets): { key: string; keep: () => void } {
  const known = secrets.read('store-key');
  if (known !== null && /^[0-9a-f]{64}$/.test(known)) return { key: known, keep: () => undefined };
  const key = randomBytes(32).toString('hex');
  const keep = (): void => secrets.write('store-key', key);
  if (!secrets.has('store-key')) keep();
  return { key, keep };
}

/** Of a user at a STUN or TURN server. */
export const icePasswordName = (
  accountId: string,
  { url, user }: { url: string; user: string | null },
): string => `ice:${accountId}:${url} ${user ?? ''}`;

export const passwordName = (accountId: string): string => `password:${accountId}`;
