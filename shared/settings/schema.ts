/** What can be set, with defaults. Kept in a file of their own; secrets are never here. */
import { z } from 'zod';
import { accountSettings } from '../lines/types.ts';

export const language = z.enum(['en', 'ar']);
export type Language = z.infer<typeof language>;

export const settings = z.object({
  /** Null until the first run asked. */
  language: language.nullable(),
  colourScheme: z.enum(['light', 'dark', 'auto']),
  /** False until *practice* or *connect* was chosen. */
  firstRunDone: z.boolean(),
  agentName: z.string().max(80),
  /** The practice exchange runs, now and at the next start. */
  practice: z.boolean(),
  accounts: z.array(accountSettings).max(16),
  audio: z.object({
    microphone: z.string().max(512).nullable(),
    speaker: z.string().max(512).nullable(),
    ringDevice: z.string().max(512).nullable(),
    echoCancellation: z.boolean(),
    noiseSuppression: z.boolean(),
    autoGainControl: z.boolean(),
  }),
  wrapUp: z.object({ required: z.boolean() }),
});
export type Settings = z.infer<typeof settings>;

export const defaultSettings: Settings = {
  language: null,
  colourScheme: 'auto',
  firstRunDone: false,
  agentName: '',
  practice: false,
  accounts: [],
  audio: {
    microphone: null,
    speaker: null,
    ringDevice: null,
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  },
  wrapUp: { required: true },
};
