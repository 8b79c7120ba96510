import { expect, it } from 'vitest';
import { icalendar } from './icalendar.ts';

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
