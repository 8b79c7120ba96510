/** What can be set: preferences, lines, sound. */
import { z } from 'zod';
import { accountSettings, iceServerSettings, lineView } from '../lines/types.ts';
import { audioDevice } from '../media/protocol.ts';
import { language, settings } from '../settings/schema.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

export const settingsProcedures = {
  'settings.change': {
    input: settings
      .pick({
        language: true,
        colourScheme: true,
        agentName: true,
        audio: true,
        wrapUp: true,
        agent: true,
        callbacks: true,
        survey: true,
        phone: true,
        reach: true,
        recording: true,
        contactRules: true,
        firstRunDone: true,
      })
      .partial()
      .strict(),
    output: settings,
    windows: workspace,
  },
  'settings.language': { input: language, output: nothing, windows: workspace },
  /** Adds or replaces an account; the password goes to the key chain and never comes back. Null keeps the stored one. */
  'line.save': {
    input: z.strictObject({
      account: accountSettings,
      password: z.string().max(256).nullable(),
      /** New ones only; that of a server that is not named is kept. */
      icePasswords: z
        .array(iceServerSettings.extend({ password: z.string().max(256) }))
        .max(6)
        .optional(),
    }),
    output: lineView,
    windows: workspace,
  },
  'line.remove': { input: z.strictObject({ accountId: z.string() }), output: nothing, windows: workspace },
  'line.retry': { input: z.strictObject({ accountId: z.string() }), output: nothing, windows: workspace },
  /** A new token for the local API, shown once. The old one is worth nothing then. */
  'api.newToken': { input: nothing, output: z.strictObject({ token: z.string() }), windows: workspace },
  'audio.devices': { input: nothing, output: z.array(audioDevice), windows: workspace },
  'audio.test': {
    input: z.strictObject({ where: z.enum(['speaker', 'ringDevice']) }),
    output: nothing,
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
