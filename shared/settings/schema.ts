/** What can be set, with defaults. Kept in a file of their own; secrets are never here. */
import { z } from 'zod';
import { breakReason } from '../agent/types.ts';
import { noiseSuppression } from '../media/protocol.ts';
import { calendarSettings } from '../followups/calendar.ts';
import { smtpSettings } from '../followups/types.ts';
import { phoneSettings, usualPhone } from '../phone/settings.ts';
import { accountSettings } from '../lines/types.ts';
import { reachAtFirst, reachSettings } from '../reach/types.ts';
import { recordingSettings, usualRecording } from '../recording/types.ts';
import { weeklyHours } from '../people/hours.ts';
import { surveySource } from '../survey/source.ts';

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
    noiseSuppression,
    autoGainControl: z.boolean(),
  }),
  wrapUp: z.object({
    /**
     * `required`: owed until an outcome is there. `timed`: the system writes its code when the time is over. `timedStrict`:
     * and no call rings before, even when the outcome is there.
     */
    mode: z.enum(['optional', 'required', 'timed', 'timedStrict']),
    seconds: z.number().int().min(10).max(3600),
    extensions: z.number().int().min(0).max(10),
  }),
  agent: z.object({
    /** What a caller's phone system is told while the agent takes no calls. */
    refusal: z.union([z.literal(480), z.literal(486)]),
    breaks: z.array(breakReason).max(12),
  }),
  callbacks: z.object({
    /** Minutes that a callback waits for who promised it before it is anybody's; null: for ever. */
    returnAfter: z.number().int().min(5).max(10_080).nullable(),
  }),
  phone: phoneSettings,
  smtp: smtpSettings.nullable(),
  survey: z.object({
    /** Liquid, `survey.code` names the call; empty when ratings are not asked for by link. */
    link: z.string().max(2000),
  }),
  /** Where the answers of customers who rated by a link are fetched. */
  surveySource: surveySource.nullable(),
  calendar: calendarSettings.nullable(),
  reach: reachSettings,
  /** Where back-ups go (null: none are made), and how many are kept. */
  backUp: z.object({
    folder: z.string().max(4096).nullable(),
    keep: z.number().int().min(1).max(60),
    /** The store's key as the recovery key opens it, for which store it is, and since when; the recovery key itself is nowhere. */
    recovery: z
      .object({ wrapped: z.string().max(200), of: z.string().max(64), madeAt: z.number().int() })
      .nullable()
      .optional(),
  }),
  recording: recordingSettings,
  /** Who may be contacted, and when (shared/people/gate.ts). */
  contactRules: z.object({ override: z.boolean(), callingHours: weeklyHours }),
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
    noiseSuppression: 'browser',
    autoGainControl: true,
  },
  wrapUp: { mode: 'required', seconds: 60, extensions: 2 },
  agent: {
    refusal: 480,
    breaks: [
      { id: 'short', name: { en: 'Short break', ar: 'استراحة قصيرة' }, minutes: 30 },
      { id: 'meal', name: { en: 'Meal', ar: 'وجبة' }, minutes: 45 },
      { id: 'prayer', name: { en: 'Prayer', ar: 'صلاة' }, minutes: 40 },
      { id: 'meeting', name: { en: 'Meeting', ar: 'اجتماع' }, minutes: null },
      { id: 'training', name: { en: 'Training', ar: 'تدريب' }, minutes: null },
    ],
  },
  callbacks: { returnAfter: 120 },
  phone: usualPhone,
  smtp: null,
  survey: { link: '' },
  surveySource: null,
  calendar: null,
  reach: reachAtFirst,
  backUp: { folder: null, keep: 7 },
  recording: usualRecording,
  contactRules: { override: true, callingHours: [] },
};
