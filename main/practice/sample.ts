/** Made-up people for practice, and what happened with them, in the language the agent works in. */
import type { SampleData } from '../../shared/people/sample-data.ts';
import { ABROAD } from './sample/history-abroad.ts';
import { GULF } from './sample/history-gulf.ts';
import { ORGANISATIONS, PEOPLE } from './sample/people.ts';
import { FOLLOW_UPS } from './sample/promises.ts';
import type { Language, Words } from './sample/words.ts';

/** Names keep both scripts: in either language a caller may write the other. */
export function sampleFor(language: Language): SampleData {
  const other = language === 'en' ? 'ar' : 'en';
  const say = (words: Words): string => words[language];
  const sayIf = (words: Words | null): string | null => (words === null ? null : words[language]);
  return {
    organisations: ORGANISATIONS.map(({ id, name }) => ({ id, name: say(name) })),
    people: PEOPLE.map(({ refuses = [], doNotContact = false, ...person }) => ({
      id: person.id,
      organisationId: person.organisationId,
      language: person.language,
      timeZone: person.timeZone,
      email: person.email,
      name: say(person.name),
      otherName: person.name[other],
      role: sayIf(person.role),
      city: say(person.city),
      lists: person.lists.map(say),
      consent: {
        call: !refuses.includes('call'),
        email: !refuses.includes('email'),
        message: !refuses.includes('message'),
      },
      doNotContact,
    })),
    numbers: PEOPLE.flatMap(({ id, numbers }) =>
      numbers.map(({ shared = false, ...number }, index) => ({
        id: `${id}-${String(index + 1)}`,
        personId: id,
        ...number,
        shared,
      })),
    ),
    interactions: [...GULF, ...ABROAD].map((entry, index) => ({
      ...entry,
      id: `${entry.personId}-${String(index + 1)}`,
      subject: say(entry.subject),
      detail: sayIf(entry.detail),
      by: sayIf(entry.by),
    })),
    followUps: FOLLOW_UPS.map((followUp, index) => ({
      ...followUp,
      id: `${followUp.personId}-${String(index + 1)}`,
      what: say(followUp.what),
      by: sayIf(followUp.by),
    })),
  };
}
