/** A settings file that a person or a newer version has bent is read as far as it is sound. */
import { defaultSettings, settings as schema, type Settings } from './schema.ts';

/** Each field is taken when it is sound and replaced by its default when it is not, so that one bad value costs one value. */
export function readSettings(raw: unknown): Settings {
  if (typeof raw !== 'object' || raw === null) return defaultSettings;
  const sound = Object.entries(schema.shape).flatMap(([key, field]) => {
    const value = field.safeParse((raw as Record<string, unknown>)[key]);
    return value.success ? [[key, value.data] as const] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(sound) };
}
