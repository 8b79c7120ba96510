/** The rule builder's own shape: groups of rows, each of which may be turned round. And what each field can be asked. */
import type { CustomField } from '../../../shared/people/contact.ts';
import type { Condition, Rule } from '../../../shared/people/rule.ts';

export interface Group {
  by: 'all' | 'any';
  parts: Part[];
}
export type Part = { key: number; not: boolean } & ({ condition: Condition } | { group: Group });

let keys = 0;
export const nextKey = (): number => (keys += 1);

export function groupFrom(rule: Rule): Group {
  if ('all' in rule) return { by: 'all', parts: rule.all.map(partFrom) };
  if ('any' in rule) return { by: 'any', parts: rule.any.map(partFrom) };
  return { by: 'all', parts: [partFrom(rule)] };
}

function partFrom(rule: Rule): Part {
  const key = nextKey();
  if ('not' in rule) {
    const inner = partFrom(rule.not);
    // Turned round twice is as it was.
    return { ...inner, not: !inner.not };
  }
  if ('field' in rule) return { key, not: false, condition: rule };
  return { key, not: false, group: groupFrom(rule) };
}

export function ruleFrom({ by, parts }: Group): Rule {
  const rules = parts.map((part): Rule => {
    const plain = 'condition' in part ? part.condition : ruleFrom(part.group);
    return part.not ? { not: plain } : plain;
  });
  return by === 'all' ? { all: rules } : { any: rules };
}

export type Field = Condition['field'];
export const fields: readonly Exclude<Field, 'own'>[] = [
  'city',
  'organisation',
  'organisationKind',
  'role',
  'name',
  'email',
  'language',
  'tag',
  'list',
  'lastContact',
  'contacts',
  'outcome',
  'added',
  'consent',
  'reachable',
  'doNotContact',
  'provisional',
  'remark',
];

const words = ['is', 'contains', 'begins', 'empty'] as const;
const ops: Readonly<Record<Exclude<Field, 'own'>, readonly Op[]>> = {
  name: ['is', 'contains', 'begins'],
  role: words,
  city: words,
  organisation: words,
  email: words,
  remark: words,
  language: ['is', 'empty'],
  tag: ['has'],
  list: ['on'],
  organisationKind: ['is'],
  outcome: ['last', 'ever'],
  lastContact: ['within', 'before', 'never'],
  contacts: ['atLeast', 'atMost'],
  added: ['within'],
  consent: ['given'],
  reachable: ['by'],
  doNotContact: ['yes'],
  provisional: ['yes'],
};
const ownOps = {
  text: ['is', 'contains', 'begins', 'empty'],
  number: ['atLeast', 'atMost', 'empty'],
  date: ['before', 'after', 'empty'],
  yesNo: ['is', 'empty'],
  choice: ['is', 'empty'],
} as const satisfies Record<CustomField['kind'], readonly string[]>;
export type Op = Condition['op'];

export function opsOf(condition: Condition, own: readonly CustomField[]): readonly Op[] {
  if (condition.field !== 'own') return ops[condition.field];
  return ownOps[own.find(field => field.id === condition.own)?.kind ?? 'text'];
}

/** What a value begins as when its field or its operator was chosen; '' is not complete yet. */
export interface Defaults {
  list: string;
  outcome: string;
}

/** A first condition on the field, by its first operator. `own` is the id of a field of the team's own. */
export function blankCondition(field: Field, own: CustomField | null, defaults: Defaults): Condition {
  if (field === 'own') {
    const op = ownOps[own?.kind ?? 'text'][0];
    return withOp({ field: 'own', own: own?.id ?? '', op: 'empty' }, op, own, defaults);
  }
  const op = ops[field][0] ?? 'yes';
  return withOp({ field, op } as Condition, op, null, defaults);
}

/** The condition by another operator; a value of the same kind stays. */
export function withOp(condition: Condition, op: Op, own: CustomField | null, defaults: Defaults): Condition {
  const before = 'value' in condition ? condition.value : undefined;
  const text = typeof before === 'string' ? before : '';
  const figure = typeof before === 'number' ? before : undefined;
  const base =
    condition.field === 'own' ? { field: 'own', own: condition.own, op } : { field: condition.field, op };
  const value = (() => {
    if (op === 'empty' || op === 'never' || op === 'yes') return undefined;
    switch (condition.field) {
      case 'language':
        return text || 'ar';
      case 'list':
        return text || defaults.list;
      case 'outcome':
        return text || defaults.outcome;
      case 'organisationKind':
        return text || 'customer';
      case 'consent':
      case 'reachable':
        return text || 'call';
      case 'lastContact':
      case 'added':
        return figure ?? 30;
      case 'contacts':
        return figure ?? 1;
      case 'own':
        if (op === 'atLeast' || op === 'atMost') return figure ?? 0;
        if (op === 'before' || op === 'after') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '';
        if (own?.kind === 'yesNo') return text || 'yes';
        if (own?.kind === 'choice') return text || (own.choices[0] ?? '');
        return text;
      default:
        return text;
    }
  })();
  return (value === undefined ? base : { ...base, value }) as Condition;
}

/** Whether every row says something. */
export function isComplete({ parts }: Group): boolean {
  return parts.every(part =>
    'group' in part
      ? isComplete(part.group)
      : !('value' in part.condition) || String(part.condition.value).trim() !== '',
  );
}
