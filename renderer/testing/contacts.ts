/** Contacts whole, as their pages read them, for tests and for the gallery. */
import type { Contact, Organisation, PointOfContact } from '../../shared/people/contact.ts';
import type { DuplicatePair } from '../../shared/people/duplicates.ts';
import type { ListView } from '../../shared/people/lists.ts';
import { day, layla, noon, type Tongue } from './people.ts';

const say = (tongue: Tongue, en: string, ar: string) => (tongue === 'en' ? en : ar);

export const laylaWhole = (t: Tongue): Contact => {
  const person = layla(t);
  return {
    person,
    fields: {
      name: person.name,
      otherName: person.otherName,
      organisationId: 'o-cedar',
      role: person.role,
      language: person.language,
      timeZone: person.timeZone,
      city: person.city,
      remark: say(t, 'Prefers the mobile after 16:00.', 'تفضّل الجوال بعد الرابعة.'),
      bestTime: [{ days: [1, 2, 3, 4, 7], from: '08:00', to: '16:00' }],
      consent: person.consent,
      doNotContact: false,
      refusedChannels: ['letter'],
      noRecording: false,
      provisional: false,
      numbers: person.numbers.map(({ id, raw, kind, shared }) => ({ id, raw, kind, shared })),
      emails: [
        { id: 'e1', address: 'layla@cedarbay.example', kind: 'work' },
        { id: 'e2', address: 'layla.haddad@post.example', kind: 'home' },
      ],
      addresses: [
        {
          id: 'a1',
          kind: 'work',
          street: say(t, 'Corniche Road 14', 'طريق الكورنيش 14'),
          postcode: '23511',
          city: say(t, 'Jeddah', 'جدة'),
          region: '',
          country: 'SA',
        },
      ],
      links: [{ id: 'l1', kind: 'video', label: '', url: 'https://meet.example/cedarbay' }],
      tags: [say(t, 'hotels', 'فنادق'), 'VIP'],
      values: { 'f-rooms': '214' },
      affiliations: [{ organisationId: 'o-noor', role: say(t, 'Adviser', 'مستشارة') }],
    },
    version: 4,
    expiresAt: null,
    affiliations: [
      { id: 'o-noor', name: say(t, 'Al Noor Clinics', 'عيادات النور'), role: say(t, 'Adviser', 'مستشارة') },
    ],
    consents: [{ channel: 'message', given: false, at: noon - 12 * day, source: 'agent' }],
    refusedNumbers: [{ numberId: 'n3', channel: null }],
    listIds: ['list-key'],
    barringLists: [],
    points: [point(t, 1, false)],
    merges: [],
  };
};

export const laylaTwice = (t: Tongue): Contact => {
  const whole = laylaWhole(t);
  return {
    ...whole,
    person: { ...whole.person, id: 'p-layla-2', name: 'Layla Hadad', city: null },
    fields: {
      ...whole.fields,
      name: 'Layla Hadad',
      otherName: null,
      city: null,
      role: null,
      language: 'en',
      remark: null,
      values: { 'f-rooms': '210' },
      consent: { call: true, email: false, message: false },
    },
  };
};

export const point = (t: Tongue, n: number, inside: boolean): PointOfContact => ({
  id: `point-${n}`,
  fields: {
    organisationId: 'o-cedar',
    about: n === 1 ? 'topic' : 'product',
    subject:
      n === 1 ? say(t, 'Plant and repair', 'المعدات والإصلاح') : say(t, 'Cold room 2', 'غرفة التبريد 2'),
    personId: n === 1 ? 'p-layla' : 'p-tariq',
    role:
      n === 1 ? say(t, 'Facilities manager', 'مديرة المرافق') : say(t, 'Field engineering', 'هندسة ميدانية'),
    tier: n,
    inside,
    channel: 'call',
    hours: n === 1 ? [{ days: [1, 2, 3, 4, 7], from: '08:00', to: '17:00' }] : [],
    timeZone: null,
    standInId: n === 1 ? 'p-georges' : null,
  },
  personName: n === 1 ? 'Layla Haddad' : 'Tariq Nasser',
  personOtherName: n === 1 ? 'ليلى حداد' : 'طارق ناصر',
  standInName: n === 1 ? 'Georges Haddad' : null,
  organisationName: say(t, 'Cedar Bay Hotels', 'فنادق خليج الأرز'),
  zone: 'Asia/Riyadh',
});

export const cedar = (t: Tongue): Organisation => ({
  id: 'o-cedar',
  fields: {
    name: say(t, 'Cedar Bay Hotels', 'فنادق خليج الأرز'),
    kind: 'customer',
    timeZone: 'Asia/Riyadh',
    remark: null,
    numbers: [{ id: 'on1', raw: '+966125550100', kind: 'main', shared: true }],
    emails: [{ id: 'oe1', address: 'office@cedarbay.example', kind: 'work' }],
    addresses: [],
    links: [{ id: 'ol1', kind: 'web', label: '', url: 'https://cedarbay.example' }],
    values: {},
  },
  e164: { on1: '+966125550100' },
  version: 2,
  sample: true,
  people: [
    {
      personId: 'p-layla',
      name: 'Layla Haddad',
      otherName: 'ليلى حداد',
      role: say(t, 'Facilities manager', 'مديرة المرافق'),
      number: '+966505550142',
    },
    { personId: 'p-georges', name: 'Georges Haddad', otherName: 'جورج حداد', role: null, number: null },
  ],
  morePeople: false,
  points: [point(t, 1, false), point(t, 2, true)],
  merges: [],
});

/** The same hotel, entered a second time. */
export const cedarTwice = (t: Tongue): Organisation => ({
  ...cedar(t),
  id: 'o-cedar-2',
  fields: {
    ...cedar(t).fields,
    name: say(t, 'Cedar Bay', 'خليج الأرز'),
    kind: 'prospect',
    remark: say(t, 'Ask for the night desk', 'اطلب مكتب الليل'),
    numbers: [{ id: 'on2', raw: '+966125550199', kind: 'work', shared: true }],
  },
  e164: { on2: '+966125550199' },
  people: [{ personId: 'p-nadia', name: 'Nadia', otherName: 'نادية', role: null, number: null }],
  points: [],
});

export const pair = (t: Tongue): DuplicatePair => ({
  people: [
    {
      id: 'p-layla',
      name: 'Layla Haddad',
      otherName: 'ليلى حداد',
      detail: say(t, 'Facilities manager · Cedar Bay Hotels', 'مديرة المرافق · فنادق خليج الأرز'),
    },
    { id: 'p-layla-2', name: 'Layla Hadad', otherName: null, detail: '' },
  ],
  score: 70,
  reasons: ['sameDirectNumber', 'sameOrganisation'],
});

export const lists = (t: Tongue): ListView[] => [
  {
    id: 'list-key',
    name: say(t, 'Key accounts', 'كبار العملاء'),
    rule: null,
    doNotContact: false,
    archived: false,
    version: 1,
    sample: false,
    members: 2,
  },
  {
    id: 'list-rule',
    name: say(t, 'Jeddah hotels to call again', 'فنادق جدة للاتصال مجددًا'),
    rule: {
      all: [
        { field: 'city', op: 'is', value: say(t, 'Jeddah', 'جدة') },
        { field: 'lastContact', op: 'before', value: 30 },
        {
          any: [
            { field: 'tag', op: 'has', value: 'VIP' },
            { not: { field: 'outcome', op: 'last', value: 'no-interest' } },
          ],
        },
      ],
    },
    doNotContact: false,
    archived: false,
    version: 1,
    sample: false,
    members: null,
  },
  {
    id: 'list-never',
    name: say(t, 'Asked not to be called', 'طلبوا عدم الاتصال'),
    rule: null,
    doNotContact: true,
    archived: true,
    version: 1,
    sample: false,
    members: 0,
  },
];
