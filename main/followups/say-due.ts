/** Puts what is due, or went back to everybody, into words: a line in the window and a notice of the desktop. */
import { formatsOf } from '../../shared/i18n/format.ts';
import type { Words } from '../../shared/i18n/keys.ts';
import type { FollowUp } from '../../shared/people/types.ts';
import type { Language } from '../../shared/settings/schema.ts';
import type { Emit } from '../ipc/serve.ts';
import type { RemindersOptions } from './reminders.ts';

/** More at once, after a start or a sleep, are one notice: nobody reads twenty. */
const mostNotices = 3;

export interface SayDue {
  words: () => Words;
  language: () => Language;
  now: () => number;
  emit: Emit;
  notify: (said: { title: string; body: string; onClick: () => void }) => void;
  /** Brings the window, with this follow-up next; null: as it is. */
  open: (followUpId: string | null) => void;
  /** The lists are to be read again. */
  refresh: () => void;
}

/** What an entry in a calendar elsewhere is called; other programs know nothing of Unicode's direction marks. */
export function calendarTitle(words: Words, item: Pick<FollowUp, 'personName' | 'number'>): string {
  const who = item.personName ?? item.number ?? '';
  return words('notice.dueNow', { who }).replaceAll(/[\u2066-\u2069]/g, '');
}

export function sayDue(options: SayDue): Pick<RemindersOptions, 'due' | 'returned'> {
  const { words, language, now, emit, notify, open, refresh } = options;
  const who = ({ personName, number }: FollowUp): string => personName ?? number ?? '';
  /** What was promised, when, and what their clock shows then. */
  const body = (item: FollowUp): string => {
    const formats = formatsOf(language());
    const ours = formats.when(item.dueAt, now());
    const theirs = item.zone === null ? null : formats.timeIn(item.dueAt, item.zone);
    const differs = theirs !== null && theirs !== formats.time(item.dueAt);
    return [item.what, ours, differs ? words()('wrapUp.willTheirTime', { time: theirs }) : '']
      .filter(part => part !== '')
      .join(' · ');
  };
  return {
    due(items) {
      const [first] = items;
      if (first === undefined) return;
      const news = { who: who(first), what: first.what };
      if (items.length > mostNotices) {
        const title = words()('notice.dueMany', { count: items.length });
        emit('notice', { key: 'notice.dueMany', values: { count: `${items.length}` }, tone: 'info' });
        notify({ title, body: items.slice(0, mostNotices).map(who).join(' · '), onClick: () => open(null) });
        return;
      }
      emit('notice', { key: 'notice.due', values: news, tone: 'info' });
      for (const item of items)
        notify({
          title: words()(item.kind === 'callback' ? 'notice.dueNow' : 'notice.dueElse', { who: who(item) }),
          body: body(item),
          onClick: () => open(item.id),
        });
    },
    returned(items) {
      const [first] = items;
      if (first === undefined) return;
      const key = items.length === 1 ? 'notice.returned' : 'notice.returnedMany';
      emit('notice', { key, values: { who: who(first), count: `${items.length}` }, tone: 'warning' });
      refresh();
    },
  };
}
