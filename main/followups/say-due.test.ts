// What the desktop says of a callback that is due, in both languages, and where a press leads.
import { beforeEach, expect, test } from 'vitest';
import { createWords } from '../../shared/i18n/words.ts';
import { withoutIsolates } from '../../shared/i18n/isolate.ts';
import type { FollowUp } from '../../shared/people/types.ts';
import type { Language } from '../../shared/settings/schema.ts';
import { sayDue } from './say-due.ts';

const noon = new Date(2026, 10, 24, 12).getTime();
const item = (change: Partial<FollowUp> = {}): FollowUp =>
  ({
    id: 'f1',
    kind: 'callback',
    what: 'Alarm E4',
    dueAt: noon,
    personId: 'p',
    personName: 'Layla Haddad',
    number: '+966505550142',
    by: 'Sara',
    zone: null,
    interactionId: null,
    returnedAt: null,
    ...change,
  }) as FollowUp;

let notices: { title: string; body: string; onClick: () => void }[];
let opened: (string | null)[];
let emitted: unknown[];
let language: Language;
const due = (...items: FollowUp[]) =>
  sayDue({
    words: () => createWords(language),
    language: () => language,
    now: () => noon,
    emit: (event, payload) => void emitted.push([event, payload]),
    notify: notice => void notices.push(notice),
    open: id => void opened.push(id),
    refresh: () => undefined,
  }).due(items);
beforeEach(() => void ([notices, opened, emitted, language] = [[], [], [], 'en']));

test('the notice says whom to call, what about and when; pressed, that one comes next', () => {
  due(item());
  expect(notices.map(({ title, body }) => [title, body].map(withoutIsolates))).toEqual([
    ['Call back Layla Haddad', 'Alarm E4 · 12:00'],
  ]);
  notices[0]?.onClick();
  expect(opened).toEqual(['f1']);
});

test('what their clock shows stands beside ours where it differs', () => {
  const elsewhere = new Date(noon).getTimezoneOffset() === -540 ? 'Asia/Riyadh' : 'Asia/Tokyo';
  due(item({ zone: elsewhere }));
  expect(withoutIsolates(notices[0]?.body ?? '')).toMatch(/12:00 · \d\d:\d\d their time$/);
});

test('without a name it is the number; in Arabic it is Arabic; other kinds are no callbacks', () => {
  language = 'ar';
  due(item({ personName: null }), item({ id: 'f2', kind: 'task' }));
  const [first, second] = notices.map(({ title }) => withoutIsolates(title));
  expect(first).toContain('+966505550142');
  expect(first).toMatch(/[\u0600-\u06ff]/);
  expect(second).not.toBe(first);
});

test('many at once, after a start, are one notice that opens the list', () => {
  due(...Array.from({ length: 9 }, (_, i) => item({ id: `f${i}` })));
  expect(notices).toHaveLength(1);
  expect(withoutIsolates(notices[0]?.title ?? '')).toBe('9 follow-ups are due');
  notices[0]?.onClick();
  expect(opened).toEqual([null]);
  expect(emitted).toHaveLength(1);
});
