/** The log of what was done against a rule, or for good. */
import { z } from 'zod';

export const auditKinds = [
  'override',
  'export',
  'erasure',
  'deletion',
  'retention',
  'bulk',
  'backUp',
  'restore',
] as const;
export const auditKind = z.enum(auditKinds);
export type AuditKind = z.infer<typeof auditKind>;

export const auditEntry = z.object({
  row: z.number().int(),
  id: z.string(),
  at: z.number().int(),
  kind: auditKind,
  /** Who did it; null when it went by itself or nobody said a name. */
  agent: z.string().nullable(),
  personId: z.string().nullable(),
  /** Null when they are gone. */
  personName: z.string().nullable(),
  subject: z.string().nullable(),
  why: z.string().nullable(),
  data: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.array(z.string()), z.record(z.string(), z.number())]),
  ),
});
export type AuditEntry = z.infer<typeof auditEntry>;
