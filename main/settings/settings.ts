/** Preferences on disk, by electron-store. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import type { Disposable } from '../../shared/disposable.ts';
import { readSettings } from '../../shared/settings/read.ts';
import { settings as schema, type Settings } from '../../shared/settings/schema.ts';
import { readWhole } from './whole-file.ts';

const settingsFile = z.looseObject({});
const installationId = z.string().min(1);

/** What to change; a field left out, or undefined, stays. */
export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

export interface SettingsStore {
  /** Random, made at the first start; says nothing about the machine or its user. */
  readonly installation: string;
  readonly current: Settings;
  change(part: SettingsChange): Settings;
  onChange(listener: (settings: Settings) => void): Disposable;
}

export function openSettings(folder: string): SettingsStore {
  // electron-store throws an unreadable file away, or throws; ours is laid aside for the person who may want it back.
  readWhole(path.join(folder, 'settings.json'), json => settingsFile.parse(json));
  const file = new ElectronStore<{ settings: unknown; installation: unknown }>({
    cwd: folder,
    name: 'settings',
    accessPropertiesByDotNotation: false,
  });
  const known = installationId.safeParse(file.get('installation'));
  const installation = known.success ? known.data : randomUUID();
  if (!known.success) file.set('installation', installation);
  let current = readSettings(file.get('settings'));
  const listeners = new Set<(settings: Settings) => void>();
  return {
    installation,
    get current() {
      return current;
    },
    change(part) {
      const given = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
      current = schema.parse({ ...current, ...given });
      file.set('settings', current);
      for (const listener of listeners) listener(current);
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
