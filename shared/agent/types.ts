/** What the agent is to the phone system and to the team. */
import { z } from 'zod';

const instant = z.number().int(); // ms since the epoch, UTC
const id = z.string().min(1).max(64);

/** What a person can choose. What the system does to them (a call, a lost line) is never one of these. */
export const agentChoice = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('ready') }),
  z.strictObject({ status: z.literal('break'), reason: id }),
  z.strictObject({ status: z.literal('offline') }),
]);
export type AgentChoice = z.infer<typeof agentChoice>;

export const breakReason = z.object({
  id,
  name: z.object({ en: z.string().max(40), ar: z.string().max(40) }),
  /** Minutes a day; null: nobody counts. */
  minutes: z.number().int().min(1).max(600).nullable(),
});
export type BreakReason = z.infer<typeof breakReason>;

export const agentSpan = z.object({
  status: z.enum(['ready', 'break', 'offline']),
  reason: id.nullable(),
  from: instant,
  to: instant.nullable(),
});
export type AgentSpan = z.infer<typeof agentSpan>;

export const agentView = z.object({
  choice: agentChoice,
  since: instant,
  /** Chosen during a call: taken when the call and its wrap-up are over. */
  next: agentChoice.nullable(),
  /** Why calls are refused now; null when they ring. */
  refusing: z.enum(['break', 'offline', 'wrapUp']).nullable(),
  /** A wrap-up that may not be left before its time ends then. */
  wrapUpUntil: instant.nullable(),
  /** Milliseconds of today's breaks by reason, the present one not counted. */
  used: z.record(z.string(), z.number()),
});
export type AgentView = z.infer<typeof agentView>;
