/** The outcome codes that every new store begins with, and the ones that only the system writes. */
import type { Outcome } from './types.ts';

type Given = Pick<Outcome, 'id' | 'name' | 'group'> & Partial<Omit<Outcome, 'id' | 'name' | 'group'>>;

const given: readonly Given[] = [
  { id: 'solved', name: { en: 'Solved on the call', ar: 'حُلّت أثناء المكالمة' }, group: 'done' },
  {
    id: 'callback',
    name: { en: 'Callback agreed', ar: 'اتُّفق على معاودة الاتصال' },
    group: 'later',
    needsTime: true,
    followUp: 'callback',
  },
  { id: 'information', name: { en: 'Information given', ar: 'قُدّمت المعلومات' }, group: 'done' },
  {
    id: 'complaint',
    name: { en: 'Complaint taken', ar: 'سُجّلت شكوى' },
    group: 'later',
    needsNote: true,
    followUp: 'task',
  },
  { id: 'escalated', name: { en: 'Escalated', ar: 'صُعّدت' }, group: 'later', followUp: 'task' },
  { id: 'sale', name: { en: 'Sale made', ar: 'تمّ البيع' }, group: 'done', success: true },
  { id: 'no-interest', name: { en: 'No interest', ar: 'غير مهتمّ' }, group: 'done' },
  {
    id: 'no-answer',
    name: { en: 'No answer / voicemail', ar: 'لا ردّ / بريد صوتي' },
    group: 'notReached',
    followUp: 'callback',
    mostInARow: 5,
  },
  { id: 'wrong-number', name: { en: 'Wrong number', ar: 'رقم خاطئ' }, group: 'notReached' },
  {
    id: 'do-not-contact',
    name: { en: 'Do not contact', ar: 'عدم الاتصال' },
    group: 'never',
    doNotContact: true,
  },
  {
    id: 'system.interrupted',
    name: { en: 'Interrupted (Hatif stopped)', ar: 'انقطعت (توقّف هاتف)' },
    group: 'notReached',
    system: true,
  },
  {
    id: 'system.expired',
    name: { en: 'Wrap-up expired', ar: 'انتهت مهلة الإنهاء' },
    group: 'notReached',
    system: true,
  },
  {
    id: 'system.consult',
    name: { en: 'Consultation', ar: 'استشارة زميل' },
    group: 'done',
    system: true,
  },
];

export const standardOutcomes: readonly Outcome[] = given.map((outcome, order) => ({
  success: false,
  needsNote: false,
  needsTime: false,
  followUp: 'none',
  delayMinutes: null,
  mostInARow: null,
  doNotContact: false,
  system: false,
  archived: false,
  order,
  ...outcome,
}));
