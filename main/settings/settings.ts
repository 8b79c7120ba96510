/** Preferences on disk, by electron-store. */
import { randomUUID } from 'node:crypto';
import ElectronStore from 'electron-store';
import type { Disposable } from '../../shared/disposable.ts';
import { readSettings } from '../../shared/settings/read.ts';
import { settings as schema, type Settings } from '../../shared/settings/schema.ts';

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
  const file = new ElectronStore<{ settings: unknown; installation: string }>({
    cwd: folder,
    name: 'settings',
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
  if (!file.has('installation')) file.set('installation', randomUUID());
  let current = readSettings(file.get('settings'));
  const listeners = new Set<(settings: Settings) => void>();
  return {
    installation: file.get('installation'),
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
