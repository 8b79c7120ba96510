import { describe, expect, it } from 'vitest';
import { standardOutcomes } from '../../shared/outcome/standard.ts';
import { CHARACTERS } from './customers/characters.ts';
import { sampleFor } from './sample.ts';

describe.each(['en', 'ar'] as const)('the sample in %s', language => {
  const sample = sampleFor(language);

  it('knows every customer by number and by both names', () => {
    for (const { number, name } of CHARACTERS) {
      const people = sample.numbers
        .filter(({ e164 }) => e164 === number)
        .map(({ personId }) => sample.people.find(({ id }) => id === personId));
      const other = language === 'en' ? 'ar' : 'en';
      expect(people.map(person => [person?.name, person?.otherName])).toContainEqual([
        name[language],
        name[other],
      ]);
    }
  });

  it('holds together: ids are unique, and everything belongs to somebody', () => {
    for (const list of Object.values(sample)) {
      const ids = (list as readonly { id: string }[]).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const people = new Set(sample.people.map(({ id }) => id));
    for (const { personId } of [...sample.numbers, ...sample.interactions, ...sample.followUps])
      expect(people).toContain(personId);
    const organisations = new Set([null, ...sample.organisations.map(({ id }) => id)]);
    for (const { organisationId } of sample.people) expect(organisations).toContain(organisationId);
  });

  it('has numbers as a person writes them, that are the E.164 number', () => {
    for (const { raw, e164 } of sample.numbers) {
      expect(e164).toMatch(/^\+[1-9]\d{7,14}$/);
      const digits = raw.replace(/\D/g, '').replace(/^0/, '');
      expect(e164?.endsWith(digits)).toBe(true);
    }
  });

  it('tells only what can have been: past, with known outcomes, calls with a length when they were answered', () => {
    const outcomes = new Set<string | null>([
      null,
      ...standardOutcomes.filter(({ system }) => !system).map(({ id }) => id),
    ]);
    for (const { at, channel, direction, seconds, outcomeId } of sample.interactions) {
      expect(at).toBeLessThan(0);
      expect(outcomes).toContain(outcomeId);
      if (channel !== 'call') expect([seconds, outcomeId]).toEqual([null, null]);
      else expect(direction).not.toBe('none');
      if (outcomeId !== null && outcomeId !== 'no-answer') expect(seconds).toBeGreaterThan(0);
    }
  });

  it('is of a size that makes the app look lived in', () => {
    expect(sample.people.length).toBeGreaterThanOrEqual(25);
    expect(sample.organisations.length).toBeGreaterThanOrEqual(8);
    expect(new Set(sample.interactions.map(({ channel }) => channel)).size).toBe(9);
    expect(sample.followUps.filter(({ due }) => due < 0)).toHaveLength(1);
  });
});

it('in Arabic everything that is told is Arabic', () => {
  const { interactions, followUps, people, organisations } = sampleFor('ar');
  const texts = [
    ...interactions.flatMap(({ subject, detail, by }) => [subject, detail, by]),
    ...followUps.flatMap(({ what, by }) => [what, by]),
    ...people.flatMap(({ name, role, city, lists }) => [name, role, city, ...lists]),
    ...organisations.map(({ name }) => name),
  ];
  const arabic = /^[^\p{Script=Latin}]*\p{Script=Arabic}/u;
  expect(texts.filter(text => text !== null && !arabic.test(text))).toEqual([]);
});
