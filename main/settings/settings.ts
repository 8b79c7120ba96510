/** Preferences on disk. A file that a person or a newer version has bent is read as far as it is sound. */
import ElectronStore from 'electron-store';
import type { Disposable } from '../../shared/disposable.ts';
import { defaultSettings, settings as schema, type Settings } from '../../shared/settings/schema.ts';

/** What to change; a field left out, or undefined, stays. */
export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

export interface SettingsStore {
  readonly current: Settings;
  change(part: SettingsChange): Settings;
  onChange(listener: (settings: Settings) => void): Disposable;
}

/** Each field is taken when it is sound and replaced by its default when it is not, so that one bad value costs one value. */
export function readSettings(raw: unknown): Settings {
  if (typeof raw !== 'object' || raw === null) return defaultSettings;
  const sound = Object.entries(schema.shape).flatMap(([key, field]) => {
    const value = field.safeParse((raw as Record<string, unknown>)[key]);
    return value.success ? [[key, value.data] as const] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(sound) };
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
