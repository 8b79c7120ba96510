import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fold } from '../../shared/match/fold.ts';
import {
  listsIn,
  rule as ruleSchema,
  wordFields,
  type Condition,
  type Rule,
} from '../../shared/people/rule.ts';
import { addContact } from './contacts.ts';
import type { WritableDb } from './database.ts';
import { matchingPart, membersPart, saveList } from './list-members.ts';
import { putField } from './tables/custom-fields.ts';
import { addEntry } from './tables/entries.ts';
import { addMembers, removeMembers } from './tables/lists.ts';
import { addOrganisation } from './tables/organisations.ts';
import { refreshContact, setDoNotContact } from './tables/people.ts';
import { noon, openTables, temporaryPlace } from './testing/fixtures.ts';

const day = 86_400_000;

/** A person as the oracle knows them. */
interface Facts {
  name: string;
  otherName: string | null;
  role: string | null;
  city: string | null;
  remark: string | null;
  language: string | null;
  organisation: 'acme' | 'nour' | null;
  emails: string[];
  tags: string[];
  lists: string[];
  outcomes: { id: string; daysAgo: number }[];
  consent: { call: boolean; email: boolean; message: boolean };
  doNotContact: boolean;
  number: boolean;
  size: string | null;
  since: string | null;
  colour: string | null;
  addedDaysAgo: number;
}

const organisations = {
  acme: { name: 'Acmé & Sons', kind: 'customer' },
  nour: { name: 'شركة النور', kind: 'supplier' },
} as const;
const texts = fc.constantFrom(
  'Riyadh',
  'riyadh',
  'الرياض',
  'Zoë Saïd',
  'ليلى',
  'Acme',
  'نور',
  'a_%',
  '!!',
  'x.example',
);
const outcomes = fc.constantFrom('solved', 'complaint', 'wrong-number');

const person: fc.Arbitrary<Facts> = fc.record({
  name: texts.filter(text => text !== '!!'),
  otherName: fc.option(texts),
  role: fc.option(texts),
  city: fc.option(fc.oneof(texts, fc.constant(''))),
  remark: fc.option(texts),
  language: fc.option(fc.constantFrom('en', 'ar', 'pt-BR')),
  organisation: fc.option(fc.constantFrom('acme' as const, 'nour' as const)),
  emails: fc.uniqueArray(fc.constantFrom('a@x.example', 'zoe@acme.example')),
  tags: fc.uniqueArray(fc.constantFrom('vip', 'VIP', 'late')),
  lists: fc.uniqueArray(fc.constantFrom('hand', 'gone')),
  outcomes: fc.uniqueArray(fc.record({ id: outcomes, daysAgo: fc.integer({ min: 0, max: 90 }) }), {
    selector: each => each.daysAgo,
    maxLength: 3,
  }),
  consent: fc.record({ call: fc.boolean(), email: fc.boolean(), message: fc.boolean() }),
  doNotContact: fc.boolean(),
  number: fc.boolean(),
  size: fc.option(fc.constantFrom('3', '30', '-4.5', '12')),
  since: fc.option(fc.constantFrom('2026-01-01', '2025-12-31')),
  colour: fc.option(fc.constantFrom('Bleu', 'bleu foncé')),
  addedDaysAgo: fc.integer({ min: 0, max: 60 }),
});

const operator = fc.constantFrom('is' as const, 'contains' as const, 'begins' as const);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field: fc.constantFrom(...wordFields), op: operator, value: texts }),
  fc.record({
    field: fc.constantFrom(...wordFields, 'language' as const),
    op: fc.constant('empty' as const),
  }),
  fc.record({
    field: fc.constant('language' as const),
    op: fc.constant('is' as const),
    value: fc.constantFrom('en', 'ar', 'pt-BR'),
  }),
  fc.record({
    field: fc.constant('tag' as const),
    op: fc.constant('has' as const),
    value: fc.constantFrom('vip', 'VIP', 'nobody'),
  }),
  fc.record({
    field: fc.constant('list' as const),
    op: fc.constant('on' as const),
    value: fc.constantFrom('hand', 'vips', 'never'),
  }),
  fc.record({
    field: fc.constant('organisationKind' as const),
    op: fc.constant('is' as const),
    value: fc.constantFrom('customer' as const, 'supplier' as const, 'own' as const),
  }),
  fc.record({
    field: fc.constant('outcome' as const),
    op: fc.constantFrom('last' as const, 'ever' as const),
    value: outcomes,
  }),
  fc.record({
    field: fc.constant('lastContact' as const),
    op: fc.constantFrom('within' as const, 'before' as const),
    value: fc.integer({ min: 1, max: 90 }),
  }),
  fc.constant({ field: 'lastContact', op: 'never' } as const),
  fc.record({
    field: fc.constant('contacts' as const),
    op: fc.constantFrom('atLeast' as const, 'atMost' as const),
    value: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    field: fc.constant('added' as const),
    op: fc.constant('within' as const),
    value: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({
    field: fc.constant('consent' as const),
    op: fc.constant('given' as const),
    value: fc.constantFrom('call' as const, 'email' as const, 'message' as const),
  }),
  fc.record({
    field: fc.constant('reachable' as const),
    op: fc.constant('by' as const),
    value: fc.constantFrom('call' as const, 'email' as const, 'letter' as const),
  }),
  fc.record({
    field: fc.constantFrom('doNotContact' as const, 'provisional' as const),
    op: fc.constant('yes' as const),
  }),
  fc.record({
    field: fc.constant('own' as const),
    own: fc.constant('size'),
    op: fc.constantFrom('atLeast' as const, 'atMost' as const),
    value: fc.constantFrom(3, 12, -5),
  }),
  fc.record({
    field: fc.constant('own' as const),
    own: fc.constant('since'),
    op: fc.constantFrom('before' as const, 'after' as const),
    value: fc.constantFrom('2026-01-01', '2025-06-01'),
  }),
  fc.record({
    field: fc.constant('own' as const),
    own: fc.constant('colour'),
    op: operator,
    value: fc.constantFrom('bleu', 'Fonce'),
  }),
  fc.record({
    field: fc.constant('own' as const),
    own: fc.constantFrom('size', 'since', 'colour', 'unheard of'),
    op: fc.constant('empty' as const),
  }),
);
const rules: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>(tie => ({
  rule: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    condition,
    fc.record({ all: fc.array(tie('rule'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('rule'), { maxLength: 3 }) }),
    fc.record({ not: tie('rule') }),
  ),
})).rule;

const listRules: Record<string, Rule> = { vips: { any: [{ field: 'tag', op: 'has', value: 'vip' }] } };

/** The same question answered in memory, by a rule of its own for each field. */
function holds(rule: Rule, facts: Facts): boolean {
  if ('all' in rule) return rule.all.every(part => holds(part, facts));
  if ('any' in rule) return rule.any.some(part => holds(part, facts));
  if ('not' in rule) return !holds(rule.not, facts);
  const contacted = facts.outcomes.map(each => noon - each.daysAgo * day);
  const last = contacted.length === 0 ? null : Math.max(...contacted);
  const matches = (
    text: string | null | undefined,
    { op, value }: { op: string; value: string },
  ): boolean => {
    const [there, wanted] = [fold(text ?? ''), fold(value)];
    if (wanted === '' || text === null || text === undefined) return false;
    return op === 'is'
      ? there === wanted
      : op === 'begins'
        ? there.startsWith(wanted)
        : there.includes(wanted);
  };
  switch (rule.field) {
    case 'name':
      return rule.op !== 'empty' && [facts.name, facts.otherName].some(text => matches(text, rule));
    case 'role':
    case 'city':
    case 'remark': {
      const text = facts[rule.field];
      return rule.op === 'empty' ? text === null || text === '' : matches(text, rule);
    }
    case 'organisation':
      if (rule.op === 'empty') return facts.organisation === null;
      return facts.organisation !== null && matches(organisations[facts.organisation].name, rule);
    case 'email':
      return rule.op === 'empty' ? facts.emails.length === 0 : facts.emails.some(text => matches(text, rule));
    case 'language':
      return rule.op === 'empty' ? facts.language === null : facts.language === rule.value;
    case 'tag':
      return facts.tags.includes(rule.value);
    case 'list': {
      const other = listRules[rule.value];
      return other === undefined ? facts.lists.includes(rule.value) : holds(other, facts);
    }
    case 'organisationKind':
      return facts.organisation !== null && organisations[facts.organisation].kind === rule.value;
    case 'outcome':
      return rule.op === 'ever'
        ? facts.outcomes.some(each => each.id === rule.value)
        : facts.outcomes.toSorted((a, b) => a.daysAgo - b.daysAgo)[0]?.id === rule.value;
    case 'lastContact': {
      if (rule.op === 'never') return last === null;
      if (last === null) return false;
      const border = noon - rule.value * day;
      return rule.op === 'within' ? last >= border : last < border;
    }
    case 'contacts':
      return rule.op === 'atLeast' ? contacted.length >= rule.value : contacted.length <= rule.value;
    case 'added':
      return facts.addedDaysAgo <= rule.value;
    case 'consent':
      return facts.consent[rule.value];
    case 'reachable':
      return { call: facts.number, email: facts.emails.length > 0, letter: false, video: false }[rule.value];
    case 'doNotContact':
      return facts.doNotContact;
    case 'provisional':
      return false;
    case 'own': {
      const value = { size: facts.size, since: facts.since, colour: facts.colour }[rule.own] ?? null;
      if (rule.op === 'empty') return value === null;
      if (value === null) return false;
      switch (rule.op) {
        case 'atLeast':
          return Number(value) >= rule.value;
        case 'atMost':
          return Number(value) <= rule.value;
        case 'before':
          return value < rule.value;
        case 'after':
          return value > rule.value;
        default:
          return matches(value, rule);
      }
    }
  }
}

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let everybody: (Facts & { id: string })[];
beforeAll(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  for (const [id, { name, kind }] of Object.entries(organisations))
    addOrganisation(db, { id, name, kind, sample: false, createdAt: noon });
  for (const [id, kind] of [
    ['size', 'number'],
    ['since', 'date'],
    ['colour', 'text'],
  ] as const)
    putField(db, { id, belongsTo: 'person', name: id, kind, choices: [] });
  const fields = { doNotContact: false, archived: false };
  for (const id of ['hand', 'gone']) saveList(db, id, null, { ...fields, name: id, rule: null }, noon);
  saveList(db, 'vips', null, { ...fields, name: 'vips', rule: listRules['vips'] ?? null }, noon);
  everybody = fc.sample(person, { numRuns: 250, seed: 7 }).map((facts, n) => ({ ...facts, id: `p${n}` }));
  for (const facts of everybody) enter(facts);
});
afterAll(() => {
  db.close();
  place.dispose();
});

function enter({
  id,
  organisation,
  emails,
  lists,
  outcomes: had,
  number,
  size,
  since,
  colour,
  ...facts
}: Facts & { id: string }): void {
  let ids = 0;
  const { addedDaysAgo, doNotContact, ...fields } = facts;
  const values = Object.entries({ size, since, colour }).filter(
    (pair): pair is [string, string] => pair[1] !== null,
  );
  addContact(
    db,
    id,
    {
      ...fields,
      organisationId: organisation,
      emails: emails.map((address, n) => ({ id: `${id}-e${n}`, address, kind: 'work' })),
      numbers: number ? [{ id: `${id}-n`, raw: '6001', kind: 'work', shared: false }] : [],
      values: Object.fromEntries(values),
    },
    { at: noon - addedDaysAgo * day, newId: () => `${id}-${(ids += 1)}`, country: 'SA', source: 'agent' },
  );
  setDoNotContact(db, id, doNotContact);
  for (const list of lists) addMembers(db, list, [id]);
  for (const [n, { id: outcomeId, daysAgo }] of had.entries()) {
    const entry = {
      channel: 'note',
      direction: 'none',
      subject: 'x',
      detail: null,
      reference: null,
    } as const;
    addEntry(db, `${id}-i${n}`, id, { ...entry, at: noon - daysAgo * day });
    db.prepare(`UPDATE interactions SET outcome_id = ? WHERE id = ?`).run(outcomeId, `${id}-i${n}`);
  }
  refreshContact(db, id);
}

const named = (rule: Rule): string[] =>
  matchingPart(db, rule, 0, 1_000, noon)
    .people.map(({ personId }) => personId)
    .sort();

describe('a rule', () => {
  test('names in SQL whom it names in memory', () => {
    fc.assert(
      fc.property(rules, rule => {
        const expected = everybody.filter(facts => holds(rule, facts)).map(({ id }) => id);
        expect(named(rule)).toEqual(expected.sort());
      }),
      { numRuns: 600 },
    );
  });

  test.each([
    ['nobody is left out or named twice by its opposite', { field: 'language', op: 'is', value: 'ar' }],
    ['where nothing is known either', { field: 'organisationKind', op: 'is', value: 'customer' }],
  ] as [string, Rule][])('%s', (_what, rule) => {
    expect([...named(rule), ...named({ not: rule })].sort()).toEqual(everybody.map(({ id }) => id).sort());
  });

  test('is never part of the SQL: what looks like it is only text', () => {
    const rule: Rule = { field: 'city', op: 'is', value: `x') OR 1=1 --` };
    expect(named(rule)).toEqual([]);
    expect(named({ field: 'tag', op: 'has', value: `vip' OR '1'='1` })).toEqual([]);
  });

  test('that is too deep, too large, or of a field nobody has, is refused', () => {
    const deep = (levels: number): unknown =>
      levels === 0 ? { field: 'doNotContact', op: 'yes' } : { not: deep(levels - 1) };
    expect(ruleSchema.safeParse(deep(5)).success).toBe(true);
    expect(ruleSchema.safeParse(deep(6)).success).toBe(false);
    expect(ruleSchema.safeParse(deep(5_000)).success).toBe(false);
    expect(ruleSchema.safeParse({ all: Array(41).fill(deep(0)) }).success).toBe(false);
    expect(ruleSchema.safeParse({ field: 'password', op: 'is', value: 'x' }).success).toBe(false);
    expect(ruleSchema.safeParse({ field: 'city', op: 'is', value: 'x', or: 1 }).success).toBe(false);
  });
});

describe('lists', () => {
  const fields = { doNotContact: false, archived: false };
  const onList = (value: string): Rule => ({ not: { field: 'list', op: 'on', value } });

  test('that come back to themselves are refused, however far round', () => {
    const a = saveList(db, 'a', null, { ...fields, name: 'a', rule: onList('b') }, noon);
    saveList(db, 'b', null, { ...fields, name: 'b', rule: onList('vips') }, noon);
    for (const [id, rule] of [
      ['b', onList('a')],
      ['vips', onList('a')],
      ['a', onList('a')],
    ] as const)
      expect(() => saveList(db, id, 1, { ...fields, name: id, rule }, noon), id).toThrow(
        expect.objectContaining({ code: 'badInput' }),
      );
    expect(listsIn(a.rule ?? { all: [] })).toEqual(['b']);
    expect(membersPart(db, 'a', 0, 500, noon).count).toBe(
      named({ field: 'tag', op: 'has', value: 'vip' }).length,
    );
  });

  test('of one name, or changed meanwhile, are refused; archived ones stay', () => {
    saveList(db, 'n', null, { ...fields, name: 'November', rule: null }, noon);
    expect(() => saveList(db, 'm', null, { ...fields, name: 'November', rule: null }, noon)).toThrow(
      expect.objectContaining({ code: 'nameTaken' }),
    );
    const { version } = saveList(db, 'n', 1, { ...fields, name: 'Nov', rule: null, archived: true }, noon);
    expect(version).toBe(2);
    expect(() => saveList(db, 'n', 1, { ...fields, name: 'Other', rule: null }, noon)).toThrow(
      expect.objectContaining({ code: 'changedMeanwhile' }),
    );
  });

  test('by hand say whom a change added and took off', () => {
    saveList(db, 'team', null, { ...fields, name: 'Team', rule: null }, noon);
    expect(addMembers(db, 'team', ['p1', 'p2', 'nobody', 'p1'])).toEqual(['p1', 'p2']);
    expect(addMembers(db, 'team', ['p2', 'p3'])).toEqual(['p3']);
    expect(removeMembers(db, 'team', ['p1', 'p9'])).toEqual(['p1']);
    const part = membersPart(db, 'team', 0, 1, noon);
    expect(part).toMatchObject({ count: 2, next: null, done: 1 });
    expect(part.people.map(({ personId }) => personId)).toEqual(['p2']);
  });

  test('are gone through in parts that together name everybody once', () => {
    const seen: string[] = [];
    for (let after: number | null = 0; after !== null;) {
      const part = matchingPart(db, { all: [] }, after, 5_000, noon);
      seen.push(...part.people.map(({ personId }) => personId));
      after = part.next;
    }
    expect(seen.sort()).toEqual(everybody.map(({ id }) => id).sort());
  });
});
