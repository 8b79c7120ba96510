import { expect, test } from 'vitest';
import type { Contact } from '../../shared/people/contact.ts';
import type { ScriptPlace } from '../../shared/handover/types.ts';
import { unknownCaller } from './cards.ts';
import { Handovers, type HandoverParts } from './handover.ts';
import { callOf, layla } from './testing.ts';

const place: ScriptPlace = { print: '0123456789ab', language: 'ar', step: 2, answers: [[0, 1]] };
const draft = {
  interactionId: 'c',
  note: ' Alarm E4 \n',
  outcomeId: null,
  dueAt: null,
  actions: [],
  savedAt: 1,
};

function handovers(change: Partial<HandoverParts> = {}): Handovers {
  const links = [
    { id: 'a', url: 'http://plain.example/' },
    { id: 'b', url: 'https://crm.example/7' },
  ];
  return new Handovers({
    desk: { contexts: [{ ...unknownCaller('c'), person: layla }], drafts: [draft] },
    telephony: { calls: [callOf('c'), callOf('asked', { consultFor: 'c' })] },
    store: { contact: () => Promise.resolve({ fields: { links } } as unknown as Contact) },
    scripts: { placeIn: id => (id === 'c' ? { place, title: 'Cooling' } : null) },
    agentName: () => 'Sara',
    now: () => 0,
    ...change,
  });
}

test('says who it is, why, the note, where more stands and where in the script', async () => {
  expect(await handovers().of('c')).toEqual({
    by: 'Sara',
    who: 'Layla Haddad',
    why: 'Cooling',
    note: 'Alarm E4',
    link: 'https://crm.example/7',
    script: place,
  });
});

test('of somebody unknown, with the store out of order, goes the number and what came along before', async () => {
  const handed = { by: 'Omar', who: null, why: null, note: 'First note', link: null, script: null };
  const parts = {
    desk: { contexts: [], drafts: [] },
    telephony: { calls: [callOf('c', { called: 'Service', handed })] },
    store: { contact: () => Promise.reject(new Error('no store')) },
    scripts: { placeIn: () => null },
  };
  expect(await handovers(parts).of('c')).toMatchObject({
    who: '+966505550142',
    why: 'Service',
    note: 'First note',
    link: null,
  });
});

test('joining sends along what asking did, by either of the two calls, once', async () => {
  const all = handovers();
  expect(await all.whenJoining('asked')).toBeNull();
  expect(await all.whenAsking('c', false)).toBeNull();
  expect(await all.whenJoining('asked')).toBeNull();
  expect(await all.whenAsking('c', true)).toMatchObject({ who: 'Layla Haddad' });
  expect(await all.whenJoining('asked')).toMatchObject({ who: 'Layla Haddad' });
  expect(await all.whenJoining('c')).toBeNull();
});
