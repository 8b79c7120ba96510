import { describe, expect, it } from 'vitest';
import { icalendar, mergeTodo, readTodo, todoOf } from './icalendar.ts';

const item = {
  id: '0198',
  dueAt: Date.UTC(2026, 10, 25, 10, 0),
  what: 'Alarm E4; loan unit, 16:00\nEND:VCALENDAR',
  personName: 'Layla',
  number: '+966 50 555 0142',
};
const now = Date.UTC(2026, 10, 24, 9, 0, 1, 500);

it('is an event at the time that was promised, with an alarm', () => {
  const file = icalendar(item, 'Call back Layla', now);
  expect(file).toContain('\r\nDTSTART:20261125T100000Z\r\nDTEND:20261125T101500Z\r\n');
  expect(file).toContain('\r\nDTSTAMP:20261124T090001Z\r\n');
  expect(file).toContain('\r\nURL:tel:+966505550142\r\n');
  expect(file.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(1);
});

it('what somebody wrote cannot end the event or begin another', () => {
  const file = icalendar(item, 'Call\r\nBEGIN:VEVENT', now);
  expect(file.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(1);
  expect(file.match(/^END:VCALENDAR\r$/gm)).toHaveLength(1);
  expect(file).toContain('Alarm E4\\; loan unit\\, 16:00\\nEND:VCALENDAR');
});

it('folds lines at 75 octets, never within a character', () => {
  const file = icalendar(
    item,
    'معاودة الاتصال بليلى حداد بخصوص وحدة التبريد المعطلة منذ أمس 😀'.repeat(3),
    now,
  );
  for (const line of file.split('\r\n'))
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(file.replaceAll('\r\n ', '')).toContain('😀معاودة');
});

it('a number that is none makes no link', () => {
  expect(icalendar({ ...item, number: 'javascript:alert(1)' }, 'x', now)).not.toContain('URL:');
});

describe('a to-do on a server', () => {
  const open = { ...item, doneAt: null };

  it('is due when it was promised, with an alarm then, and is read back', () => {
    const text = todoOf(open, 'Call back Layla', now);
    expect(text).toContain('\r\nDUE:20261125T100000Z\r\n');
    expect(text).toContain('\r\nUID:0198@hatif\r\n');
    expect(text).toMatch(/\r\nTRIGGER;RELATED=END:PT0S\r\n/);
    expect(text).not.toContain('METHOD');
    expect(readTodo(text, '0198')).toEqual({ done: false });
    expect(readTodo(text, 'another')).toBeNull();
  });

  it('that is done says so and when', () => {
    const text = todoOf({ ...open, doneAt: now }, 'x', now);
    expect(text).toContain('\r\nSTATUS:COMPLETED\r\n');
    expect(text).toContain('\r\nCOMPLETED:20261124T090001Z\r\n');
    expect(readTodo(text, '0198')).toEqual({ done: true });
  });

  it('keeps what others wrote into it, and nothing that contradicts its time', () => {
    const theirs = todoOf(open, 'x', now).replace(
      'END:VTODO',
      'CATEGORIES:Sales\r\nX-APPLE-SORT-ORDER:7\r\nDTSTART:20300101T000000Z\r\nEND:VTODO',
    );
    const merged = mergeTodo(theirs, { ...open, dueAt: item.dueAt + 3_600_000 }, 'Ring Layla', now) ?? '';
    expect(merged).toContain('CATEGORIES:Sales');
    expect(merged).toContain('X-APPLE-SORT-ORDER:7');
    expect(merged).toContain('DUE:20261125T110000Z');
    expect(merged).toContain('SUMMARY:Ring Layla');
    expect(merged).not.toContain('DTSTART');
    expect(merged.match(/^DUE/gm)).toHaveLength(1);
  });

  it.each(['', 'no calendar', 'BEGIN:VCALENDAR', 'BEGIN:VCARD\r\nEND:VCARD', 'x'.repeat(300_000)])(
    'that cannot be read is nothing: %.20s',
    text => {
      expect(readTodo(text, '0198')).toBeNull();
      expect(mergeTodo(text, open, 'x', now)).toBeNull();
    },
  );
});
