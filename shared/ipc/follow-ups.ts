/** Follow-ups: texts, requests, what is to be sent, what was promised. */
import { z } from 'zod';
import { calendarSettings, calendarView } from '../followups/calendar.ts';
import { caseView } from '../followups/cases.ts';
import { override } from '../people/gate.ts';
import { hook, macro, smtpSettings, textTemplate } from '../followups/types.ts';
import { outcome } from '../outcome/types.ts';
import { emailAddress, headerLine, mostBody, mostSubject, outboxFault } from '../outbox/types.ts';
import { language, settings } from '../settings/schema.ts';
import { mostSource } from '../template/limits.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const id = z.string().min(1).max(64);
const byId = z.strictObject({ id });
const byFollowUp = z.strictObject({ followUpId: id });
const secret = z.string().max(4000).nullable();

/** A text as it was filled, in the language of whom it goes to. */
export const filledText = z.object({ to: z.string(), subject: z.string(), body: z.string(), language });
export type FilledText = z.infer<typeof filledText>;

const fault = z.object({ message: z.string(), line: z.number().nullable(), column: z.number().nullable() });
/** A text or a request as it would be, for who writes it; `unknown` are names that nobody gives. */
export const preview = z.object({
  text: z.string(),
  fault: fault.nullable(),
  unknown: z.array(z.string()),
});
export type Preview = z.infer<typeof preview>;

const changes = { output: nothing, windows: workspace } as const;

export const followUpProcedures = {
  'followUp.move': { input: byFollowUp.extend({ dueAt: z.number().int() }), ...changes },
  /** Another reminder then; what was promised stays as it is. */
  'followUp.snooze': { input: byFollowUp.extend({ until: z.number().int() }), ...changes },
  /** Offers it as an iCalendar file; false when the agent thought better of it. */
  'followUp.export': {
    input: byFollowUp,
    output: z.strictObject({ saved: z.boolean() }),
    windows: workspace,
  },
  'template.fill': {
    input: z.strictObject({
      templateId: id,
      interactionId: id,
      note: z.string().max(20_000),
      outcomeId: id.nullable(),
      /** When they will be called back. */
      callbackAt: z.number().int().nullable(),
    }),
    output: filledText,
    windows: workspace,
  },
  'template.preview': {
    input: z.strictObject({ source: z.string().max(mostSource), language }),
    output: preview,
    windows: workspace,
  },
  'template.save': { input: textTemplate.strict(), ...changes },
  /** The whole request, its secret left out. */
  'hook.preview': { input: z.strictObject({ hook: hook.strict() }), output: preview, windows: workspace },
  /** A null secret keeps the stored one. */
  'hook.save': { input: z.strictObject({ hook: hook.strict(), secret }), ...changes },
  'macro.save': { input: macro.strict(), ...changes },
  /** A template, a hook or a macro. */
  'tool.remove': { input: byId, ...changes },
  'outcome.save': { input: outcome.strict(), ...changes },
  /** Null sends no more e-mail. A null password keeps the stored one. */
  'smtp.save': {
    input: z.strictObject({ smtp: smtpSettings.strict().nullable(), password: secret }),
    output: settings,
    windows: workspace,
  },
  /** Signs in and out; sends nothing. */
  'smtp.test': {
    input: z.strictObject({ smtp: smtpSettings.strict(), password: secret }),
    output: z.object({ fault: outboxFault.nullable(), detail: z.string().nullable() }),
    windows: workspace,
  },
  /** Null keeps no calendar in step any more; what stands there stays. A null password keeps the stored one. */
  'calendar.save': {
    input: z.strictObject({ calendar: calendarSettings.strict().nullable(), password: secret }),
    output: settings,
    windows: workspace,
  },
  /** Writes an entry there, reads it and removes it again. */
  'calendar.test': {
    input: z.strictObject({ calendar: calendarSettings.strict(), password: secret }),
    output: z.object({ fault: outboxFault.nullable(), detail: z.string().nullable() }),
    windows: workspace,
  },
  'calendar.state': { input: nothing, output: calendarView, windows: workspace },
  /** Opens the mail program of this system with it. */
  'mail.open': {
    input: z.strictObject({
      to: emailAddress,
      subject: headerLine(mostSubject),
      body: z.string().max(mostBody),
      override: override.optional(),
    }),
    ...changes,
  },
  /** Their cases in other systems that are not closed, the latest first. */
  'case.of': { input: z.strictObject({ personId: id }), output: z.array(caseView), windows: workspace },
  /** Offered no more, or again; nothing is sent. */
  'case.close': { input: byId.extend({ closed: z.boolean() }), ...changes },
  'outbox.cancel': { input: byId, ...changes },
  /** The answer to "was it sent?". */
  'outbox.arrived': { input: byId, ...changes },
  'outbox.resend': { input: byId, ...changes },
} as const satisfies Record<string, Procedure>;
