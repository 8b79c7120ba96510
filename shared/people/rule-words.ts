/** A rule said in words, so that one reads what one has built: "City is Riyadh and not (on “Renewals” or …)". */
import { assertNever } from '../assert.ts';
import type { Formats } from '../i18n/format.ts';
import type { Words } from '../i18n/keys.ts';
import type { Condition, Rule } from './rule.ts';

export interface RuleWords {
  t: Words;
  formats: Formats;
  /** Names by id; null for what is gone. */
  list: (id: string) => string | null;
  outcome: (id: string) => string | null;
  own: (id: string) => string | null;
}

export function sayRule(rule: Rule, words: RuleWords): string {
  return say(rule, words, true);
}

function say(rule: Rule, words: RuleWords, outermost: boolean): string {
  const { t, formats } = words;
  if ('field' in rule) return sayCondition(rule, words);
  if ('not' in rule) return t('lists.sayNot', { what: say(rule.not, words, true) });
  const parts = 'all' in rule ? rule.all : rule.any;
  if (parts.length === 0) return t('all' in rule ? 'lists.sayEverybody' : 'lists.sayNobody');
  const said = parts.map(part => say(part, words, parts.length === 1 && outermost));
  const joined = 'all' in rule ? formats.both(said) : formats.either(said);
  return outermost || parts.length === 1 ? joined : `(${joined})`;
}

function sayCondition(rule: Condition, { t, formats, ...names }: RuleWords): string {
  const gone = t('lists.sayGone');
  switch (rule.field) {
    case 'name':
    case 'role':
    case 'city':
    case 'organisation':
    case 'email':
    case 'remark': {
      const field = t(`lists.field_${rule.field}`);
      return rule.op === 'empty'
        ? t('lists.say_empty', { field })
        : t(`lists.say_${rule.op}`, { field, value: rule.value });
    }
    case 'language':
      return rule.op === 'empty'
        ? t('lists.say_empty', { field: t('lists.field_language') })
        : t('lists.say_is', { field: t('lists.field_language'), value: formats.language(rule.value) });
    case 'tag':
      return t('lists.say_tag', { value: rule.value });
    case 'list':
      return t('lists.say_list', { value: names.list(rule.value) ?? gone });
    case 'organisationKind':
      return t('lists.say_is', {
        field: t('lists.field_organisationKind'),
        value: t(`contacts.${rule.value}Organisation`),
      });
    case 'outcome':
      return t(rule.op === 'last' ? 'lists.say_outcomeLast' : 'lists.say_outcomeEver', {
        value: names.outcome(rule.value) ?? gone,
      });
    case 'lastContact':
      if (rule.op === 'never') return t('lists.say_neverContacted');
      return t(rule.op === 'within' ? 'lists.say_contactWithin' : 'lists.say_contactBefore', {
        count: rule.value,
      });
    case 'contacts':
      return t(rule.op === 'atLeast' ? 'lists.say_contactsAtLeast' : 'lists.say_contactsAtMost', {
        count: rule.value,
      });
    case 'added':
      return t('lists.say_addedWithin', { count: rule.value });
    case 'consent':
      return t('lists.say_consent', { value: t(`contacts.channel_${rule.value}`) });
    case 'reachable':
      return t(`lists.say_reachable_${rule.value}`);
    case 'doNotContact':
      return t('lists.say_doNotContact');
    case 'provisional':
      return t('lists.say_provisional');
    case 'own': {
      const field = names.own(rule.own) ?? gone;
      return rule.op === 'empty'
        ? t('lists.say_empty', { field })
        : t(`lists.say_${rule.op}`, { field, value: String(rule.value) });
    }
    default:
      return assertNever(rule);
  }
}
