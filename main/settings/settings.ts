/** Preferences on disk, by electron-store. */
import ElectronStore from 'electron-store';
import type { Disposable } from '../../shared/disposable.ts';
import { readSettings } from '../../shared/settings/read.ts';
import { settings as schema, type Settings } from '../../shared/settings/schema.ts';

/** What to change; a field left out, or undefined, stays. */
export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

export interface SettingsStore {
  readonly current: Settings;
  change(part: SettingsChange): Settings;
  onChange(listener: (settings: Settings) => void): Disposable;
}

export function openSettings(folder: string): SettingsStore {
  const file = new ElectronStore<{ settings: unknown }>({
    cwd: folder,
    name: 'settings',
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
  let current = readSettings(file.get('settings'));
  const listeners = new Set<(settings: Settings) => void>();
  return {
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
