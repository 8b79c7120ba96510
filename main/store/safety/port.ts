/** What is asked of the store for the safety of people and of data. */
import type { AuditEntry, AuditKind } from '../../../shared/safety/audit.ts';
import type { NewAuditEntry } from '../tables/audit.ts';
import type { Reach, Reached } from './reach.ts';

export interface SafetyStore {
  reachOf(reached: Reached, now: number): Promise<Reach>;
  addAudit(entry: Omit<NewAuditEntry, 'id'>): Promise<void>;
  /** Newest first; of one kind, or of all (null); before a row, or from the newest (null). */
  auditPage(kind: AuditKind | null, before: number | null, limit: number): Promise<AuditEntry[]>;
}
