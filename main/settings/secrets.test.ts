import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ safeStorage: {} }));
const { openSecrets, storeKey } = await import('./secrets.ts');

/** A key chain that turns letters round; `gone` makes it forget everything, as another desktop session would. */
const mirror = (options: { available?: boolean; gone?: boolean } = {}) => ({
  available: () => options.available ?? true,
  wrap: (plain: string) => [...plain].reverse().join(''),
  unwrap: (wrapped: string) => {
    if (options.gone) throw new Error('no such key');
    return [...wrapped].reverse().join('');
  },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hatif-secrets-'));
});
const onDisk = (): string => readFileSync(path.join(folder, 'secrets.json'), 'utf8');

describe('a password', () => {
  it('is wrapped by the key chain and read back after a restart', () => {
    openSecrets(folder, mirror()).write('password:service', 'open sesame');
    expect(onDisk()).not.toContain('open sesame');
    expect(openSecrets(folder, mirror()).read('password:service')).toBe('open sesame');
  });

  it('lies in a file for this user alone where there is no key chain', () => {
    const secrets = openSecrets(folder, mirror({ available: false }));
    secrets.write('password:service', 'open sesame');
    expect(secrets.keychain).toBe(false);
    expect(statSync(path.join(folder, 'secrets.json')).mode & 0o077).toBe(0);
    expect(openSecrets(folder, mirror({ available: false })).read('password:service')).toBe('open sesame');
  });

  it('is null when the key chain that wrapped it is gone', () => {
    openSecrets(folder, mirror()).write('password:service', 'open sesame');
    expect(openSecrets(folder, mirror({ gone: true })).read('password:service')).toBeNull();
  });

  it('is forgotten for good', () => {
    const secrets = openSecrets(folder, mirror());
    secrets.write('password:service', 'open sesame');
    secrets.forget('password:service');
    expect(openSecrets(folder, mirror()).has('password:service')).toBe(false);
  });
});

describe('the key of the store', () => {
  it('is made once', () => {
    const first = storeKey(openSecrets(folder, mirror())).key;
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(storeKey(openSecrets(folder, mirror())).key).toBe(first);
  });

  it('is not overwritten while the key chain will not give it up', () => {
    const first = storeKey(openSecrets(folder, mirror())).key;
    expect(storeKey(openSecrets(folder, mirror({ gone: true }))).key).not.toBe(first);
    expect(storeKey(openSecrets(folder, mirror())).key).toBe(first);
  });

  it('is replaced when the agent begins a fresh store', () => {
    storeKey(openSecrets(folder, mirror()));
    const secrets = openSecrets(folder, mirror({ gone: true }));
    const standIn = storeKey(secrets);
    standIn.keep();
    expect(storeKey(openSecrets(folder, mirror())).key).toBe(standIn.key);
  });

  it('survives a secrets file that was bent: the file is laid aside, not thrown away', () => {
    writeFileSync(path.join(folder, 'secrets.json'), '{"store-key":');
    storeKey(openSecrets(folder, mirror()));
    expect(readdirSync(folder).some(name => name.startsWith('secrets.json.unreadable-'))).toBe(true);
  });
});
