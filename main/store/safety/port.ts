/** What is asked of the store for the safety of people and of data. */
import type { AuditEntry, AuditKind } from '../../../shared/safety/audit.ts';
import type { ErasureCounts } from '../../../shared/safety/erasure.ts';
import type { RetentionCounts, RetentionKind, RetentionRules } from '../../../shared/safety/retention.ts';
import type { NewAuditEntry } from '../tables/audit.ts';
import type { PersonData } from './person-data.ts';
import type { Reach, Reached } from './reach.ts';

export interface SafetyStore {
  reachOf(reached: Reached, now: number): Promise<Reach>;
  addAudit(entry: Omit<NewAuditEntry, 'id'>): Promise<void>;
  /** Newest first; of one kind, or of all (null); before a row, or from the newest (null). */
  /** What erasing them would take away; changes nothing. HatifError `notFound`. */
  previewErasure(personId: string): Promise<ErasureCounts>;
  /** For good. Words may stand in old pages until purgeStep() is done. HatifError `notFound`. */
  erasePerson(
    personId: string,
    receipt: { id: string; at: number; agent: string | null },
  ): Promise<ErasureCounts>;
  /** One short step of making old pages say nothing; `first` begins. True when none does. */
  purgeStep(first: boolean): Promise<boolean>;
  /** Null when there is no such person. */
  personData(personId: string, now: number): Promise<PersonData | null>;
  retentionRules(): Promise<RetentionRules>;
  setRetention(kind: RetentionKind, days: number | null): Promise<void>;
  /** How many would go by these rules, at most `most` of each kind. */
  previewRetention(rules: RetentionRules, at: number, most: number): Promise<RetentionCounts>;
  /** One short transaction; what went, and nothing once all is done. */
  retainStep(at: number): Promise<RetentionCounts>;
  auditPage(kind: AuditKind | null, before: number | null, limit: number): Promise<AuditEntry[]>;
}
