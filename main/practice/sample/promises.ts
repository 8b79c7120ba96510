/** What the people of the sample were promised, and by when. */
import type { FollowUp } from '../../../shared/people/types.ts';
import { MINUTE, ago } from './telling.ts';
import { STAFF, words } from './words.ts';
import type { Words } from './words.ts';

const { hamad, dana, maha } = STAFF;

export interface DraftFollowUp {
  personId: string;
  kind: FollowUp['kind'];
  what: Words;
  due: number;
  by: Words | null;
}

const inTime = (hours: number, minutes = 0): number => (hours * 60 + minutes) * MINUTE;

export const FOLLOW_UPS: readonly DraftFollowUp[] = [
  {
    personId: 'layla',
    kind: 'promise',
    what: words('Credit note for the missed visit', 'إشعار دائن عن الزيارة الفائتة'),
    due: inTime(2, 30),
    by: maha,
  },
  {
    personId: 'marcus',
    kind: 'callback',
    what: words('Price for two chillers', 'سعر مبرّدَين'),
    due: ago(0, 0, 25),
    by: dana,
  },
  {
    personId: 'suha',
    kind: 'callback',
    what: words('Call from someone in charge', 'اتصال من مسؤول'),
    due: inTime(0, 40),
    by: maha,
  },
  {
    personId: 'huda',
    kind: 'callback',
    what: words('Confirm the visit on Tuesday', 'تأكيد زيارة الثلاثاء'),
    due: inTime(1, 15),
    by: hamad,
  },
  {
    personId: 'ines',
    kind: 'callback',
    what: words('Delivery 5502, second try', 'الشحنة 5502، محاولة ثانية'),
    due: inTime(3),
    by: dana,
  },
  {
    personId: 'yousef',
    kind: 'callback',
    what: words('Renewal of the contract', 'تجديد العقد'),
    due: inTime(4, 10),
    by: dana,
  },
  {
    personId: 'khalid',
    kind: 'callback',
    what: words('Invoice 7812, explain the difference', 'الفاتورة 7812، توضيح الفرق'),
    due: inTime(21),
    by: maha,
  },
  {
    personId: 'nour',
    kind: 'email',
    what: words('Answer to the complaint, in writing', 'رد مكتوب على الشكوى'),
    due: inTime(26),
    by: dana,
  },
  {
    personId: 'rania',
    kind: 'task',
    what: words('Correct invoice 7741', 'تصحيح الفاتورة 7741'),
    due: inTime(28),
    by: dana,
  },
  {
    personId: 'maryam',
    kind: 'promise',
    what: words('Final version of the frame contract', 'النسخة النهائية من العقد الإطاري'),
    due: inTime(52),
    by: dana,
  },
];
