/** What the agent chose to be, span after span. */
import type { AgentSpan } from '../../../shared/agent/types.ts';
import { inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';

/** Ends the span that is open and begins the next. A clock that was set back makes no span of negative length. */
export function beginSpan(db: WritableDb, span: Omit<AgentSpan, 'to'>): void {
  inTransaction(db, () => {
    prepared(db, `UPDATE agent_spans SET to_at = max(from_at, ?) WHERE to_at IS NULL`).run(span.from);
    prepared(db, `INSERT INTO agent_spans (status, reason, from_at) VALUES (?, ?, ?)`).run(
      span.status,
      span.reason,
      span.from,
    );
  });
}

export function endSpan(db: WritableDb, at: number): void {
  prepared(db, `UPDATE agent_spans SET to_at = max(from_at, ?) WHERE to_at IS NULL`).run(at);
}

export const spansQuery = `SELECT status, reason, from_at AS "from", to_at AS "to" FROM agent_spans
  WHERE from_at >= ? ORDER BY from_at, row`;

/** Those that began at `since` or later, oldest first. */
export function spansSince(db: ReadableDb, since: number): AgentSpan[] {
  return prepared<AgentSpan>(db, spansQuery).all(since);
}
