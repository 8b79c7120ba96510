/** A rule as one SQL condition on `people`. Nothing that a person typed becomes part of the text: values are parameters. */
import { assertNever } from '../../shared/assert.ts';
import { HatifError } from '../../shared/errors.ts';
import { fold } from '../../shared/match/fold.ts';
import type { Condition, Rule } from '../../shared/people/rule.ts';
import type { SqlValue } from './database.ts';

export interface Sql {
  text: string;
  values: SqlValue[];
}

export interface RuleContext {
  now: number;
  /** The rule of a list; null for one made by hand, undefined when it is gone. */
  ruleOf: (listId: string) => Rule | null | undefined;
}

const day = 86_400_000;
const nobody: Sql = { text: '0', values: [] };

/** Throws HatifError `badInput` for a rule that asks about itself. */
export function ruleSql(rule: Rule, context: RuleContext): Sql {
  return compile(rule, context, []);
}

function compile(rule: Rule, context: RuleContext, within: readonly string[]): Sql {
  if ('all' in rule) return joined(rule.all, ' AND ', '1', context, within);
  if ('any' in rule) return joined(rule.any, ' OR ', '0', context, within);
  if ('not' in rule) {
    const { text, values } = compile(rule.not, context, within);
    // An unknown (NULL) does not hold, so that its opposite does.
    return { text: `NOT coalesce(${text}, 0)`, values };
  }
  if (rule.field === 'list') return onList(rule.value, context, within);
  return single(rule, context.now);
}

function joined(
  rules: readonly Rule[],
  by: string,
  none: string,
  context: RuleContext,
  within: readonly string[],
): Sql {
  const parts = rules.map(rule => compile(rule, context, within));
  if (parts.length === 0) return { text: none, values: [] };
  return {
    text: `(${parts.map(part => `coalesce(${part.text}, 0)`).join(by)})`,
    values: parts.flatMap(part => part.values),
  };
}

function onList(listId: string, context: RuleContext, within: readonly string[]): Sql {
  if (within.includes(listId)) throw new HatifError('badInput', 'a list asks about itself');
  const rule = context.ruleOf(listId);
  if (rule === undefined) return nobody;
  if (rule !== null) return compile(rule, context, [...within, listId]);
  return sql(`EXISTS (SELECT 1 FROM list_members WHERE person_id = people.id AND list_id = ?)`, listId);
}

const sql = (text: string, ...values: SqlValue[]): Sql => ({ text, values });

/** fold() is registered by connection.ts. */
function matching(column: string, op: 'is' | 'contains' | 'begins', value: string): Sql {
  const wanted = fold(value);
  if (wanted === '') return nobody;
  if (op === 'is') return sql(`fold(${column}) = ?`, wanted);
  if (op === 'contains') return sql(`instr(fold(${column}), ?) > 0`, wanted);
  return sql(`substr(fold(${column}), 1, ?) = ?`, [...wanted].length, wanted);
}

const either = (a: Sql, b: Sql): Sql => ({
  text: `(coalesce(${a.text}, 0) OR coalesce(${b.text}, 0))`,
  values: [...a.values, ...b.values],
});

const organisationOf = (column: string): string =>
  `(SELECT ${column} FROM organisations WHERE organisations.id = people.organisation_id)`;

function single(rule: Exclude<Condition, { field: 'list' }>, now: number): Sql {
  switch (rule.field) {
    case 'name':
      return rule.op === 'empty'
        ? nobody
        : either(matching('people.name', rule.op, rule.value), matching('other_name', rule.op, rule.value));
    case 'role':
    case 'city':
    case 'remark':
      return rule.op === 'empty'
        ? sql(`coalesce(people.${rule.field}, '') = ''`)
        : matching(`people.${rule.field}`, rule.op, rule.value);
    case 'organisation':
      return rule.op === 'empty'
        ? sql(`organisation_id IS NULL`)
        : matching(organisationOf('name'), rule.op, rule.value);
    case 'email': {
      const some = (where: Sql): Sql => ({
        text: `EXISTS (SELECT 1 FROM emails WHERE person_id = people.id AND ${where.text})`,
        values: where.values,
      });
      if (rule.op === 'empty') return sql(`NOT EXISTS (SELECT 1 FROM emails WHERE person_id = people.id)`);
      return some(matching('address', rule.op, rule.value));
    }
    case 'language':
      return rule.op === 'empty' ? sql(`language IS NULL`) : sql(`language = ?`, rule.value);
    case 'tag':
      return sql(`EXISTS (SELECT 1 FROM person_tags WHERE person_id = people.id AND tag = ?)`, rule.value);
    case 'organisationKind':
      return sql(`${organisationOf('kind')} = ?`, rule.value);
    case 'outcome':
      return rule.op === 'ever'
        ? sql(
            `EXISTS (SELECT 1 FROM interactions WHERE person_id = people.id AND outcome_id = ?)`,
            rule.value,
          )
        : sql(
            `(SELECT outcome_id FROM interactions WHERE person_id = people.id AND outcome_id IS NOT NULL
              ORDER BY at DESC, id DESC LIMIT 1) = ?`,
            rule.value,
          );
    case 'lastContact':
      if (rule.op === 'never') return sql(`last_contact_at IS NULL`);
      return sql(`last_contact_at ${rule.op === 'within' ? '>=' : '<'} ?`, now - rule.value * day);
    case 'contacts':
      return sql(`contacts ${rule.op === 'atLeast' ? '>=' : '<='} ?`, rule.value);
    case 'added':
      return sql(`created_at >= ?`, now - rule.value * day);
    case 'consent':
      return sql(`consent_${rule.value} = 1`);
    case 'reachable':
      return sql(reachable[rule.value]);
    case 'doNotContact':
      return sql(`do_not_contact = 1`);
    case 'provisional':
      return sql(`provisional = 1`);
    case 'own':
      return own(rule);
    default:
      return assertNever(rule);
  }
}

const reachable = {
  call: `EXISTS (SELECT 1 FROM numbers WHERE person_id = people.id AND kind <> 'fax')`,
  email: `EXISTS (SELECT 1 FROM emails WHERE person_id = people.id)`,
  letter: `EXISTS (SELECT 1 FROM addresses WHERE person_id = people.id)`,
  video: `EXISTS (SELECT 1 FROM links WHERE person_id = people.id AND kind = 'video')`,
} as const;

function own(rule: Extract<Condition, { field: 'own' }>): Sql {
  const value = `(SELECT value FROM person_values WHERE person_id = people.id AND field_id = ?)`;
  const of = (text: string, ...values: SqlValue[]): Sql => sql(text, rule.own, ...values);
  switch (rule.op) {
    case 'empty':
      return of(`${value} IS NULL`);
    case 'atLeast':
      return of(`CAST(${value} AS REAL) >= ?`, rule.value);
    case 'atMost':
      return of(`CAST(${value} AS REAL) <= ?`, rule.value);
    case 'before':
      return of(`${value} < ?`, rule.value);
    case 'after':
      return of(`${value} > ?`, rule.value);
    default: {
      const { text, values } = matching(value, rule.op, rule.value);
      return { text, values: [rule.own, ...values] };
    }
  }
}
