/** The store's requests about the safety of people and of data, by name. */
import { uuidv7 } from 'uuidv7';
import type { WritableDb } from '../database.ts';
import { addAudit, auditPage, type NewAuditEntry } from '../tables/audit.ts';
import { erasePerson, previewErasure } from './erase.ts';
import { purgeStep } from './purge.ts';
import { personData } from './person-data.ts';
import { previewRetention, retainStep, retentionRules, setRetention } from './retention.ts';
import { reachOf } from './reach.ts';

export const safetyQuestions = { reachOf, auditPage, personData, retentionRules, previewRetention };

export const safetyCommands = {
  addAudit: (db: WritableDb, entry: Omit<NewAuditEntry, 'id'>): void =>
    addAudit(db, { ...entry, id: uuidv7() }),
  previewErasure,
  erasePerson,
  purgeStep,
  setRetention,
  retainStep,
};
