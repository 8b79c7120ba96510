/** A settings file that a person or a newer version has bent is read as far as it is sound. */
import { z } from 'zod';
import { iceServerSettings } from '../lines/types.ts';
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

/** What an older version wrote, in today's words. */
function upgraded(raw: Record<string, unknown>): Record<string, unknown> {
  return upgradedWrapUp({
    ...raw,
    accounts: upgradedAccounts(raw['accounts']),
    audio: upgradedAudio(raw['audio']),
  });
}

/** STUN servers were once a list of addresses. */
function upgradedAccounts(raw: unknown): unknown {
  const old = z.array(z.looseObject({ stunServers: z.array(z.string()).optional() })).safeParse(raw).data;
  return old?.map(({ stunServers, ...account }) =>
    stunServers === undefined || 'iceServers' in account
      ? account
      : {
          ...account,
          iceServers: stunServers
            .map(url => ({ url, user: null }))
            .filter(server => iceServerSettings.safeParse(server).success),
        },
  );
}

/** Noise suppression was once the browser's or none. */
function upgradedAudio(raw: unknown): unknown {
  const old = z.looseObject({ noiseSuppression: z.boolean() }).safeParse(raw).data;
  return old === undefined ? raw : { ...old, noiseSuppression: old.noiseSuppression ? 'browser' : 'off' };
}

/** The wrap-up was once only required or not. */
function upgradedWrapUp(raw: Record<string, unknown>): Record<string, unknown> {
  const old = z.strictObject({ required: z.boolean() }).safeParse(raw['wrapUp']).data;
  if (old === undefined) return raw;
  return { ...raw, wrapUp: { ...defaultSettings.wrapUp, mode: old.required ? 'required' : 'optional' } };
}
