/** The safety of people: what is kept of them, for how long, and what was done for good. */
import { z } from 'zod';
import { auditEntry, auditKind } from '../safety/audit.ts';
import { backUpView, chosenBackUp } from '../safety/back-up.ts';
import { erasureCounts } from '../safety/erasure.ts';
import { retentionCounts, retentionDays, retentionKind, retentionRules } from '../safety/retention.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const personId = z.string().min(1).max(64);

export const safetyProcedures = {
  /** What erasing them would take away; changes nothing. */
  'person.previewErasure': {
    input: z.strictObject({ personId }),
    output: erasureCounts,
    windows: workspace,
  },
  /** For good, everywhere. */
  'person.erase': {
    input: z.strictObject({ personId }),
    output: z.object({ receiptId: z.string(), counts: erasureCounts }),
    windows: workspace,
  },
  /** All that is kept of them, into a file; false when nobody named one. */
  'person.export': {
    input: z.strictObject({ personId, format: z.enum(['json', 'vcard']) }),
    output: z.object({ saved: z.boolean() }),
    windows: workspace,
  },
  /** Newest first; before a row, or from the newest (null). */
  'audit.page': {
    input: z.strictObject({ kind: auditKind.nullable(), before: z.number().int().nullable() }),
    output: z.array(auditEntry),
    windows: workspace,
  },
  'retention.get': { input: nothing, output: retentionRules, windows: workspace },
  /** Null keeps for ever. Nothing goes before the next daily run. */
  'retention.set': {
    input: z.strictObject({ kind: retentionKind, days: retentionDays.nullable() }),
    output: nothing,
    windows: workspace,
  },
  /** How many would go by these rules. */
  'retention.preview': { input: retentionRules, output: retentionCounts, windows: workspace },
  /** Does at once what the daily run does; says what went. */
  'retention.run': { input: nothing, output: retentionCounts, windows: workspace },
  'backUp.view': { input: nothing, output: backUpView, windows: workspace },
  /** Asks for a folder by the system's dialogue. */
  'backUp.chooseFolder': { input: nothing, output: backUpView, windows: workspace },
  'backUp.off': { input: nothing, output: backUpView, windows: workspace },
  'backUp.run': { input: nothing, output: backUpView, windows: workspace },
  /** Nothing of it is left; the earlier ones stay. */
  'backUp.cancel': { input: nothing, output: backUpView, windows: workspace },
  /** A new recovery key, said this once; one from before opens only what was made under it. */
  'backUp.makeKey': {
    input: nothing,
    output: z.object({ key: z.string(), view: backUpView }),
    windows: workspace,
  },
  /** Asks for a file by the system's dialogue; null when nobody wanted one after all. */
  'backUp.chooseFile': { input: nothing, output: chosenBackUp.nullable(), windows: workspace },
  /** The one that was chosen. Null for the key of this computer. */
  'backUp.restoreChosen': {
    input: z.strictObject({ key: z.string().max(100).nullable() }),
    output: nothing,
    windows: workspace,
  },
  /** The store as it is now is kept aside. */
  'backUp.restore': {
    input: z.strictObject({ name: z.string().min(1).max(255) }),
    output: nothing,
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
