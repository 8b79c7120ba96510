/** A made-up contact and call, to show what a template becomes. */
import type { Language } from '../settings/schema.ts';
import type { Values } from '../template/engine.ts';

const examples: Record<Language, Values> = {
  en: {
    contact: {
      name: 'Layla Haddad',
      first_name: 'Layla',
      other_name: 'ليلى حداد',
      organisation: 'Haddad Cold Stores',
      role: 'Plant manager',
      email: 'layla@example.org',
      city: 'Jeddah',
      number: '+966505550142',
    },
    call: {
      direction: 'inbound',
      number: '+966505550142',
      date: '24 Nov',
      time: '14:05',
      note: 'Alarm E4 is back.',
      outcome: 'Callback agreed',
    },
    callback: { when: 'Wednesday, 25 November at 10:00' },
    agent: { name: 'Sara' },
    survey: { code: '7f3a9c1e04d2b586', link: 'https://survey.example/?call=7f3a9c1e04d2b586' },
    answers: {},
  },
  ar: {
    contact: {
      name: 'ليلى حداد',
      first_name: 'ليلى',
      other_name: 'ليلى حداد',
      organisation: 'مخازن حداد المبرّدة',
      role: 'مديرة المصنع',
      email: 'layla@example.org',
      city: 'جدة',
      number: '+966505550142',
    },
    call: {
      direction: 'inbound',
      number: '+966505550142',
      date: '24 نوفمبر',
      time: '14:05',
      note: 'عاد الإنذار E4.',
      outcome: 'اتُّفق على معاودة الاتصال',
    },
    callback: { when: 'الأربعاء، 25 نوفمبر في 10:00' },
    agent: { name: 'سارة' },
    survey: { code: '7f3a9c1e04d2b586', link: 'https://survey.example/?call=7f3a9c1e04d2b586' },
    answers: {},
  },
};

export const exampleValues = (language: Language): Values => examples[language];
