/** Preferences on disk. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import type { Disposable } from '../../shared/disposable.ts';
import { readSettings } from '../../shared/settings/read.ts';
import { settings as schema, type Settings } from '../../shared/settings/schema.ts';
import { readWhole, writeWhole } from './whole-file.ts';

const settingsFile = z.looseObject({
  settings: z.unknown().optional(),
  installation: z.unknown().optional(),
});
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
  const file = path.join(folder, 'settings.json');
  const kept = readWhole(file, json => settingsFile.parse(json)) ?? {};
  const known = installationId.safeParse(kept.installation);
  const installation = known.success ? known.data : randomUUID();
  let current = readSettings(kept.settings);
  const listeners = new Set<(settings: Settings) => void>();
  // What a newer version keeps beside ours stays.
  const save = (): void =>
    writeWhole(file, `${JSON.stringify({ ...kept, settings: current, installation }, null, 2)}\n`);
  if (!known.success) save();
  return {
    installation,
    get current() {
      return current;
    },
    change(part) {
      const given = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
      current = schema.parse({ ...current, ...given });
      save();
      for (const listener of listeners) listener(current);
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
