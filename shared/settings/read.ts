/** A settings file that a person or a newer version has bent is read as far as it is sound. */
import { z } from 'zod';
import { defaultSettings, settings as schema, type Settings } from './schema.ts';

/** Each field is taken when it is sound and replaced by its default when it is not, so that one bad value costs one value. */
export function readSettings(raw: unknown): Settings {
  if (typeof raw !== 'object' || raw === null) return defaultSettings;
  const given = upgraded(raw as Record<string, unknown>);
  const sound = Object.entries(schema.shape).flatMap(([key, field]) => {
    const value = field.safeParse(given[key]);
    return value.success ? [[key, value.data] as const] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(sound) };
}

/** What an older version wrote, in today's words: the wrap-up was once only required or not. */
function upgraded(raw: Record<string, unknown>): Record<string, unknown> {
  const old = z.strictObject({ required: z.boolean() }).safeParse(raw['wrapUp']).data;
  if (old === undefined) return raw;
  return { ...raw, wrapUp: { ...defaultSettings.wrapUp, mode: old.required ? 'required' : 'optional' } };
}
