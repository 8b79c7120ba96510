/** Made-up people and what happened with them, for tests and for the gallery. Both languages, awkward texts included. */
import type { CallQuality } from '../../shared/media/quality.ts';
import type {
  CallerContext,
  FollowUp,
  Person,
  RecentCall,
  SearchHit,
  TimelineEntry,
} from '../../shared/people/types.ts';
import type { Outcome } from '../../shared/outcome/types.ts';

/** Tuesday 24 November 2026, 13:41 by the clock of this machine. */
export const noon = new Date(2026, 10, 24, 13, 41, 12).getTime();
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export type Tongue = 'en' | 'ar';
const say = (tongue: Tongue, en: string, ar: string) => (tongue === 'en' ? en : ar);

export const layla = (tongue: Tongue): Person => ({
  id: 'p-layla',
  name: 'Layla Haddad',
  otherName: 'ليلى حداد',
  organisation: { id: 'o-cedar', name: say(tongue, 'Cedar Bay Hotels', 'فنادق خليج الأرز') },
  role: say(tongue, 'Facilities manager', 'مديرة المرافق'),
  language: 'ar',
  timeZone: 'Asia/Riyadh',
  city: say(tongue, 'Jeddah', 'جدة'),
  email: 'layla@cedarbay.example',
  numbers: [
    { id: 'n1', raw: '+966505550142', e164: '+966505550142', kind: 'mobile', shared: false },
    { id: 'n2', raw: '+966125550100', e164: '+966125550100', kind: 'work', shared: true },
    { id: 'n3', raw: '+966125550199', e164: '+966125550199', kind: 'fax', shared: true },
  ],
  lists: [say(tongue, 'Key accounts', 'كبار العملاء'), say(tongue, 'Hotels', 'الفنادق')],
  consent: { call: true, email: true, message: false },
  doNotContact: false,
  provisional: false,
  sample: true,
});

const entry = (
  id: string,
  channel: TimelineEntry['channel'],
  direction: TimelineEntry['direction'],
  ago: number,
  subject: string,
  detail: string | null,
  by: string | null,
  seconds: number | null = null,
  quality?: CallQuality,
): TimelineEntry => ({
  ...(quality === undefined ? {} : { quality }),
  id,
  channel,
  direction,
  at: noon - ago,
  subject,
  detail,
  by,
  seconds,
  outcomeId: null,
  cause: null,
});

export const history = (t: Tongue): TimelineEntry[] => [
  entry(
    'h1',
    'call',
    'inbound',
    5 * day - 40 * minute,
    say(t, 'Asked where the technician was', 'سألت أين الفني'),
    say(
      t,
      'Visit of 12 Nov missed. Omar apologised, promised a credit note.',
      'فاتت زيارة 12 نوفمبر. اعتذر عمر ووعد بإشعار دائن.',
    ),
    say(t, 'Omar Saleh', 'عمر صالح'),
    372,
  ),
  entry(
    'h2',
    'email',
    'outbound',
    5 * day + 4 * hour,
    say(t, 'Part ordered: start relay for compressor B', 'طُلبت القطعة: مرحّل بدء للضاغط B'),
    say(t, 'Arrives in Jeddah on 23 Nov, tracking sent.', 'تصل جدة يوم 23 نوفمبر، وأُرسل رقم التتبع.'),
    say(t, 'Tariq Nasser', 'طارق ناصر'),
  ),
  entry(
    'h3',
    'visit',
    'outbound',
    14 * day,
    say(t, 'Technician on site, 50 min', 'زيارة فني في الموقع، 50 دقيقة'),
    say(
      t,
      'Reset alarm, gas pressure normal, relay suspected.',
      'أُعيد ضبط الإنذار، ضغط الغاز سليم، والشك في المرحّل.',
    ),
    say(t, 'Hamad Al-Qahtani', 'حمد القحطاني'),
  ),
  entry(
    'h4',
    'chat',
    'inbound',
    15 * day,
    say(t, 'Alarm E4 after a power cut', 'إنذار E4 بعد انقطاع الكهرباء'),
    say(t, '“It restarts every ten minutes since the cut.”', '«يعيد التشغيل كل عشر دقائق منذ الانقطاع».'),
    say(t, 'Nour Aziz', 'نور عزيز'),
  ),
  entry(
    'h5',
    'letter',
    'inbound',
    22 * day,
    say(t, 'Contract renewal, signed copy', 'تجديد العقد، نسخة موقّعة'),
    say(t, 'Two years, response time four hours.', 'سنتان، وزمن الاستجابة أربع ساعات.'),
    null,
  ),
  entry(
    'h6',
    'call',
    'outbound',
    27 * day,
    say(t, 'Check-in before renewal: content, 9 of 10', 'مكالمة قبل التجديد: راضية، 9 من 10'),
    say(t, 'Would like invoices in Arabic. Done on 30 Oct.', 'تودّ الفواتير بالعربية. تم يوم 30 أكتوبر.'),
    say(t, 'You', 'أنت'),
    220,
    {
      verdict: 'losing',
      seconds: 216,
      loss: { usual: 5.2, worst: 11 },
      jitter: { usual: 18, worst: 64 },
      roundTrip: { usual: 52, worst: 120 },
      mos: { usual: 3.8, worst: 3.1 },
      codec: 'opus',
    },
  ),
  { ...entry('h7', 'call', 'inbound', 40 * day, '', null, null), cause: 'cancelled' },
  entry(
    'h8',
    'visit',
    'outbound',
    53 * day,
    say(t, 'Half-year service, six units', 'صيانة نصف سنوية، ست وحدات'),
    say(t, 'All in order, filter of unit 4 changed.', 'كلها سليمة، بُدّل مرشّح الوحدة 4.'),
    say(t, 'Hamad Al-Qahtani', 'حمد القحطاني'),
  ),
];

export const promise = (t: Tongue): FollowUp => ({
  id: 'f-credit',
  kind: 'promise',
  personId: 'p-layla',
  personName: say(t, 'Layla Haddad', 'ليلى حداد'),
  number: '+966505550142',
  what: say(t, 'Credit note for the missed visit of 12 Nov', 'إشعار دائن عن الزيارة الفائتة يوم 12 نوفمبر'),
  dueAt: noon + 79 * minute,
  by: say(t, 'Omar Saleh', 'عمر صالح'),
  returnedAt: null,
  zone: null,
  doneAt: null,
});

export const laylaContext = (callId: string, t: Tongue): CallerContext => ({
  callId,
  match: { rule: 'directLine', number: '+966505550142', lastContactAt: noon - 5 * day },
  person: layla(t),
  candidates: [],
  history: history(t),
  owed: [promise(t)],
});

const candidate = (
  id: string,
  name: string,
  otherName: string | null,
  detail: string,
  ago: number | null,
) => ({
  personId: id,
  name,
  otherName,
  detail,
  match: {
    rule: 'sharedNumber' as const,
    number: '+966125550100',
    lastContactAt: ago === null ? null : noon - ago,
  },
});

export const sharedContext = (callId: string, t: Tongue): CallerContext => ({
  callId,
  match: { rule: 'sharedNumber', number: '+966125550100', lastContactAt: noon - 3 * day },
  person: null,
  candidates: [
    candidate(
      'p-layla',
      'Layla Haddad',
      'ليلى حداد',
      say(t, 'Facilities manager, Cedar Bay Hotels', 'مديرة المرافق، فنادق خليج الأرز'),
      3 * day,
    ),
    candidate('p-rania', 'Rania Khoury', 'رانيا خوري', say(t, 'Finance', 'المالية'), 35 * day),
    candidate('p-sami', 'Sami Aoun', 'سامي عون', say(t, 'Finance, stand-in', 'المالية، بديل'), 61 * day),
    candidate('p-georges', 'Georges Haddad', 'جورج حداد', say(t, 'Night duty', 'مناوبة ليلية'), 120 * day),
    candidate('p-reception', say(t, 'Reception', 'الاستقبال'), null, 'Cedar Bay Hotels', null),
  ],
  history: [],
  owed: [],
});

export const unknownContext = (callId: string): CallerContext => ({
  callId,
  match: { rule: 'none', number: null, lastContactAt: null },
  person: null,
  candidates: [],
  history: [],
  owed: [],
});

export const due = (t: Tongue): FollowUp[] => [
  {
    id: 'f1',
    kind: 'callback',
    personId: 'p-marcus',
    personName: say(t, 'Marcus Weber', 'ماركوس فيبر'),
    number: '+493055500117',
    what: say(t, 'Price for two chillers; decides with his partner', 'سعر مبرّدين، ويقرر مع شريكه'),
    dueAt: noon - 26 * minute,
    by: null,
    returnedAt: null,
    zone: null,
    doneAt: null,
  },
  {
    id: 'f2',
    kind: 'callback',
    personId: 'p-huda',
    personName: say(t, 'Huda Al-Sabah', 'هدى الصباح'),
    number: '+96555500183',
    what: say(t, 'Confirm visit on Tuesday', 'تأكيد زيارة الثلاثاء'),
    dueAt: noon + 19 * minute,
    by: null,
    returnedAt: null,
    zone: null,
    doneAt: null,
  },
  promise(t),
  {
    id: 'f4',
    kind: 'task',
    personId: 'p-ines',
    personName: say(t, 'Ines Moreau', 'إيناس مورو'),
    number: null,
    what: say(t, 'Send the maintenance plan', 'إرسال خطة الصيانة'),
    dueAt: noon + 20 * hour,
    by: null,
    returnedAt: null,
    zone: null,
    doneAt: null,
  },
  {
    id: 'f5',
    kind: 'callback',
    personId: 'p-yousef',
    personName: say(t, 'Yousef Mansour', 'يوسف منصور'),
    number: '+971505550164',
    what: say(t, 'Renewal, contract ends 30 Nov', 'تجديد، ينتهي العقد 30 نوفمبر'),
    dueAt: noon + 3 * day,
    by: null,
    returnedAt: null,
    zone: null,
    doneAt: null,
  },
];

const recentCall = (
  id: string,
  name: string | null,
  number: string,
  direction: RecentCall['direction'],
  ago: number,
  more: Partial<RecentCall> = {},
): RecentCall => ({
  interactionId: id,
  personId: name === null ? null : `p-${id}`,
  name,
  number,
  direction,
  at: noon - ago,
  cause: 'hangup',
  answered: true,
  outcomeId: 'solved',
  owed: false,
  ...more,
});

export const recent = (t: Tongue): RecentCall[] => [
  recentCall('khalid', say(t, 'Khalid Al-Otaibi', 'خالد العتيبي'), '+966555550177', 'inbound', 43 * minute, {
    owed: true,
    outcomeId: null,
  }),
  recentCall('ines', say(t, 'Ines Moreau', 'إيناس مورو'), '+33199001842', 'outbound', 70 * minute, {
    answered: false,
    cause: 'noAnswer',
    outcomeId: null,
  }),
  recentCall('missed', null, '+493055500117', 'inbound', 91 * minute, {
    answered: false,
    cause: 'cancelled',
    outcomeId: null,
  }),
  recentCall('yousef', say(t, 'Yousef Mansour', 'يوسف منصور'), '+971505550164', 'inbound', 114 * minute),
  recentCall('anna', say(t, 'Anna de Vries', 'آنا دي فريس'), '+31205550110', 'outbound', 27 * hour, {
    outcomeId: 'visit',
  }),
  recentCall('hidden', null, '', 'inbound', 3 * day, {
    answered: false,
    cause: 'cancelled',
    outcomeId: null,
  }),
];

const outcome = (
  id: string,
  en: string,
  ar: string,
  group: Outcome['group'],
  order: number,
  more: Partial<Outcome> = {},
): Outcome => ({
  id,
  name: { en, ar },
  group,
  success: group === 'done',
  needsNote: false,
  needsTime: false,
  followUp: 'none',
  delayMinutes: null,
  mostInARow: null,
  doNotContact: false,
  system: false,
  archived: false,
  order,
  ...more,
});

export const outcomes: Outcome[] = [
  outcome('solved', 'Solved on the call', 'حُلّت في المكالمة', 'done', 1),
  outcome('visit', 'Visit agreed', 'اتُّفق على زيارة', 'done', 2, { followUp: 'task' }),
  outcome('sold', 'Sold', 'تم البيع', 'done', 3),
  outcome('callback', 'Call back', 'معاودة الاتصال', 'later', 4, { needsTime: true, followUp: 'callback' }),
  outcome('passedOn', 'Passed on', 'حُوّلت إلى زميل', 'later', 5, { followUp: 'task' }),
  outcome('notInterested', 'Not interested', 'غير مهتم', 'done', 6, { success: false }),
  outcome('noAnswer', 'No answer', 'لا رد', 'notReached', 7),
  outcome('wrongNumber', 'Wrong number', 'رقم خاطئ', 'notReached', 8),
  outcome('never', 'Do not call again', 'لا تتصلوا مجددًا', 'never', 9, { doNotContact: true }),
  outcome('systemExpired', 'Expired', 'انتهت المهلة', 'notReached', 99, { system: true }),
];

export const found = (t: Tongue): SearchHit[] =>
  [
    ['p-layla', 'Layla Haddad', 'ليلى حداد', say(t, 'Cedar Bay Hotels', 'فنادق خليج الأرز'), '+966505550142'],
    ['p-samir', 'Samir Haddad', 'سمير حداد', say(t, 'Levant Foods', 'أغذية المشرق'), '+9613555014'],
    ['p-georges', 'Georges Haddad', null, say(t, 'Cedar Bay Hotels', 'فنادق خليج الأرز'), '+966505550149'],
    ['p-mira', 'Mira Hadad', 'ميرا حدّاد', null, '+46855500141'],
    [
      'p-nadine',
      'Nadine El-Haddad',
      'نادين الحداد',
      say(t, 'Oasis Clinics', 'عيادات الواحة'),
      '+97145550146',
    ],
    ['p-rana', 'Rana Haddad-Klein', 'رنا حداد كلاين', 'Klein Logistik', '+4942155500148'],
    ['p-nonum', 'Fadi Haddad', 'فادي حداد', say(t, 'Prospect', 'عميل محتمل'), null],
  ].map(([personId, name, otherName, organisation, number]) => ({
    personId: personId ?? '',
    name: name ?? '',
    otherName: otherName ?? null,
    organisation: organisation ?? null,
    number: number ?? null,
  }));
