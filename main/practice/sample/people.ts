/** Organisations and people of the sample. All made up; numbers lie in ranges that nobody is given, or look like them. */
import type { Person, PersonNumber } from '../../../shared/people/types.ts';
import { words } from './words.ts';
import type { Words } from './words.ts';

export interface DraftPerson {
  id: string;
  name: Words;
  role: Words | null;
  organisationId: string | null;
  language: Person['language'];
  timeZone: string;
  city: Words;
  email: string | null;
  lists: readonly Words[];
  /** Channels they do not want to be reached by. */
  refuses?: readonly (keyof Person['consent'])[];
  doNotContact?: boolean;
  numbers: readonly { e164: string; raw: string; kind: PersonNumber['kind']; shared?: boolean }[];
}

export const ORGANISATIONS: readonly { id: string; name: Words }[] = [
  { id: 'cedar', name: words('Cedar Bay Hotels', 'فنادق خليج الأرز') },
  { id: 'dana', name: words('Dana Markets', 'أسواق دانة') },
  { id: 'noor', name: words('Al Noor Clinics', 'عيادات النور') },
  { id: 'weber', name: words('Weber Kältetechnik', 'فيبر للتبريد') },
  { id: 'fermes', name: words('Fermes du Sud', 'مزارع الجنوب') },
  { id: 'northgate', name: words('Northgate Catering', 'نورثغيت للتموين') },
  { id: 'levant', name: words('Levant Foods', 'أغذية المشرق') },
  { id: 'pearl', name: words('Pearl Logistics', 'اللؤلؤة للنقل') },
];

const KEY_ACCOUNTS = words('Key accounts', 'كبار العملاء');
const HOTELS = words('Hotels, Gulf', 'فنادق الخليج');
const RENEWALS = words('Renewals this quarter', 'تجديدات هذا الربع');
const CLINICS = words('Clinics', 'العيادات');
const SUPPLIERS = words('Suppliers', 'المورّدون');
const NEWSLETTER = words('Newsletter', 'النشرة البريدية');

const JEDDAH = { timeZone: 'Asia/Riyadh', city: words('Jeddah', 'جدة') };
const RIYADH = { timeZone: 'Asia/Riyadh', city: words('Riyadh', 'الرياض') };
const KUWAIT = { timeZone: 'Asia/Kuwait', city: words('Kuwait City', 'مدينة الكويت') };
const DUBAI = { timeZone: 'Asia/Dubai', city: words('Dubai', 'دبي') };
const AMMAN = { timeZone: 'Asia/Amman', city: words('Amman', 'عمّان') };
const BERLIN = { timeZone: 'Europe/Berlin', city: words('Berlin', 'برلين') };
const MARSEILLE = { timeZone: 'Europe/Paris', city: words('Marseille', 'مرسيليا') };
const LONDON = { timeZone: 'Europe/London', city: words('London', 'لندن') };

/** One line for everybody at the hotel: whoever calls from it may be any of them. */
const CEDAR_RECEPTION = {
  e164: '+966125550100',
  raw: '+966 12 555 0100',
  kind: 'main',
  shared: true,
} as const;

export const PEOPLE: readonly DraftPerson[] = [
  {
    id: 'layla',
    name: words('Layla Haddad', 'ليلى حداد'),
    role: words('Facilities manager', 'مديرة المرافق'),
    organisationId: 'cedar',
    language: 'en',
    ...JEDDAH,
    email: 'layla.haddad@cedarbay.example',
    lists: [KEY_ACCOUNTS, HOTELS],
    refuses: ['message'],
    numbers: [{ e164: '+966505550142', raw: '+966 50 555 0142', kind: 'mobile' }, CEDAR_RECEPTION],
  },
  {
    id: 'georges',
    name: words('Georges Haddad', 'جورج حداد'),
    role: words('Night duty, Corniche', 'المناوبة الليلية، الكورنيش'),
    organisationId: 'cedar',
    language: 'en',
    ...JEDDAH,
    email: null,
    lists: [HOTELS],
    numbers: [{ e164: '+966505550149', raw: '050 555 0149', kind: 'mobile' }],
  },
  {
    id: 'rania',
    name: words('Rania Khoury', 'رانيا خوري'),
    role: words('Finance', 'المالية'),
    organisationId: 'cedar',
    language: 'en',
    ...JEDDAH,
    email: 'rania.khoury@cedarbay.example',
    lists: [HOTELS],
    numbers: [{ e164: '+966125550107', raw: '+966 12 555 0107', kind: 'work' }, CEDAR_RECEPTION],
  },
  {
    id: 'omar',
    name: words('Omar Saleh', 'عمر صالح'),
    role: words('Reception', 'الاستقبال'),
    organisationId: 'cedar',
    language: 'en',
    ...JEDDAH,
    email: 'reception@cedarbay.example',
    lists: [],
    numbers: [CEDAR_RECEPTION],
  },
  {
    id: 'sami',
    name: words('Sami Aoun', 'سامي عون'),
    role: words('Finance, stand-in', 'المالية، بديل'),
    organisationId: 'cedar',
    language: 'ar',
    ...JEDDAH,
    email: 'sami.aoun@cedarbay.example',
    lists: [],
    numbers: [{ e164: '+966125550108', raw: '012 555 0108', kind: 'work' }, CEDAR_RECEPTION],
  },
  {
    id: 'khalid',
    name: words('Khalid Al-Otaibi', 'خالد العتيبي'),
    role: words('Branch manager', 'مدير الفرع'),
    organisationId: 'dana',
    language: 'ar',
    ...RIYADH,
    email: 'k.alotaibi@danamarkets.example',
    lists: [KEY_ACCOUNTS],
    numbers: [{ e164: '+966505550128', raw: '+966 50 555 0128', kind: 'mobile' }],
  },
  {
    id: 'yousef',
    name: words('Yousef Mansour', 'يوسف منصور'),
    role: words('Purchasing', 'المشتريات'),
    organisationId: 'dana',
    language: 'ar',
    ...DUBAI,
    email: 'y.mansour@danamarkets.example',
    lists: [RENEWALS],
    numbers: [{ e164: '+971505550164', raw: '+971 50 555 0164', kind: 'mobile' }],
  },
  {
    id: 'mona',
    name: words('Mona Bashir', 'منى بشير'),
    role: words('Quality', 'الجودة'),
    organisationId: 'dana',
    language: 'ar',
    ...RIYADH,
    email: 'm.bashir@danamarkets.example',
    lists: [NEWSLETTER],
    numbers: [{ e164: '+966115550131', raw: '011 555 0131', kind: 'work' }],
  },
  {
    id: 'huda',
    name: words('Huda Al-Sabah', 'هدى الصباح'),
    role: words('Operations', 'العمليات'),
    organisationId: 'noor',
    language: 'ar',
    ...KUWAIT,
    email: 'huda@alnoorclinics.example',
    lists: [CLINICS, KEY_ACCOUNTS],
    numbers: [{ e164: '+96555500183', raw: '+965 5550 0183', kind: 'mobile' }],
  },
  {
    id: 'suha',
    name: words('Dr Suha Haddad', 'د. سهى حداد'),
    role: words('Head of pharmacy', 'رئيسة الصيدلية'),
    organisationId: 'noor',
    language: 'ar',
    ...KUWAIT,
    email: 'suha.haddad@alnoorclinics.example',
    lists: [CLINICS],
    numbers: [{ e164: '+96555500147', raw: '+965 5550 0147', kind: 'mobile' }],
  },
  {
    id: 'faisal',
    name: words('Faisal Al-Ali', 'فيصل العلي'),
    role: words('Accounts', 'الحسابات'),
    organisationId: 'noor',
    language: 'ar',
    ...KUWAIT,
    email: 'accounts@alnoorclinics.example',
    lists: [CLINICS],
    numbers: [{ e164: '+96555500190', raw: '+965 5550 0190', kind: 'work' }],
  },
  {
    id: 'marcus',
    name: words('Marcus Weber', 'ماركوس فيبر'),
    role: words('Owner', 'المالك'),
    organisationId: 'weber',
    language: 'en',
    ...BERLIN,
    email: 'marcus@weber-kaelte.example',
    lists: [SUPPLIERS],
    refuses: ['message'],
    numbers: [{ e164: '+493055500117', raw: '+49 30 5550 0117', kind: 'work' }],
  },
  {
    id: 'jonas',
    name: words('Jonas Weber', 'يوناس فيبر'),
    role: words('Workshop', 'الورشة'),
    organisationId: 'weber',
    language: 'de',
    ...BERLIN,
    email: 'jonas@weber-kaelte.example',
    lists: [SUPPLIERS],
    numbers: [{ e164: '+493055500118', raw: '030 5550 0118', kind: 'work' }],
  },
  {
    id: 'ines',
    name: words('Ines Moreau', 'إيناس مورو'),
    role: words('Logistics', 'الإمداد'),
    organisationId: 'fermes',
    language: 'en',
    ...MARSEILLE,
    email: 'ines.moreau@fermesdusud.example',
    lists: [RENEWALS],
    numbers: [{ e164: '+33199001842', raw: '+33 1 99 00 18 42', kind: 'work' }],
  },
  {
    id: 'luc',
    name: words('Luc Perrin', 'لوك بيران'),
    role: words('Cold store', 'المخزن المبرّد'),
    organisationId: 'fermes',
    language: 'fr',
    ...MARSEILLE,
    email: null,
    lists: [],
    numbers: [{ e164: '+33199001843', raw: '01 99 00 18 43', kind: 'mobile' }],
  },
  {
    id: 'anna',
    name: words('Anna de Vries', 'آنا دي فريس'),
    role: words('Kitchen planning', 'تخطيط المطابخ'),
    organisationId: 'northgate',
    language: 'en',
    ...LONDON,
    email: 'anna@northgate.example',
    lists: [NEWSLETTER],
    numbers: [{ e164: '+442079460120', raw: '+44 20 7946 0120', kind: 'work' }],
  },
  {
    id: 'oliver',
    name: words('Oliver Grant', 'أوليفر غرانت'),
    role: words('Director', 'المدير'),
    organisationId: 'northgate',
    language: 'en',
    ...LONDON,
    email: 'oliver@northgate.example',
    lists: [KEY_ACCOUNTS],
    refuses: ['call'],
    numbers: [{ e164: '+442079460133', raw: '020 7946 0133', kind: 'work' }],
  },
  {
    id: 'nour',
    name: words('Nour Aziz', 'نور عزيز'),
    role: words('Buyer', 'مسؤولة الشراء'),
    organisationId: 'levant',
    language: 'en',
    ...AMMAN,
    email: 'nour.aziz@levantfoods.example',
    lists: [],
    refuses: ['call', 'message'],
    doNotContact: true,
    numbers: [{ e164: '+96265550149', raw: '+962 6 555 0149', kind: 'work' }],
  },
  {
    id: 'samir',
    name: words('Samir Haddad', 'سمير حداد'),
    role: words('Head of purchasing', 'رئيس المشتريات'),
    organisationId: 'levant',
    language: 'ar',
    ...AMMAN,
    email: 'samir.haddad@levantfoods.example',
    lists: [RENEWALS],
    numbers: [{ e164: '+96265550152', raw: '06 555 0152', kind: 'work' }],
  },
  {
    id: 'lina',
    name: words('Lina Qasim', 'لينا قاسم'),
    role: words('Warehouse', 'المستودع'),
    organisationId: 'levant',
    language: 'ar',
    ...AMMAN,
    email: null,
    lists: [],
    numbers: [{ e164: '+96265550155', raw: '+962 6 555 0155', kind: 'work' }],
  },
  {
    id: 'elias',
    name: words('Elias Nassar', 'إلياس نصّار'),
    role: words('Fleet', 'الأسطول'),
    organisationId: 'pearl',
    language: 'en',
    timeZone: 'Asia/Beirut',
    city: words('Beirut', 'بيروت'),
    email: 'elias@pearl-logistics.example',
    lists: [],
    numbers: [{ e164: '+9611555014', raw: '+961 1 555 014', kind: 'work' }],
  },
  {
    id: 'maryam',
    name: words('Maryam Al-Kuwari', 'مريم الكواري'),
    role: words('Contracts', 'العقود'),
    organisationId: 'pearl',
    language: 'ar',
    timeZone: 'Asia/Qatar',
    city: words('Doha', 'الدوحة'),
    email: 'maryam@pearl-logistics.example',
    lists: [KEY_ACCOUNTS, RENEWALS],
    numbers: [{ e164: '+97455500143', raw: '+974 5550 0143', kind: 'mobile' }],
  },
  {
    id: 'mira',
    name: words('Mira Lindqvist', 'ميرا ليندكفيست'),
    role: null,
    organisationId: null,
    language: 'en',
    timeZone: 'Europe/Stockholm',
    city: words('Malmö', 'مالمو'),
    email: 'mira.lindqvist@post.example',
    lists: [NEWSLETTER],
    numbers: [{ e164: '+46846500415', raw: '08-465 004 15', kind: 'home' }],
  },
  {
    id: 'ahmed',
    name: words('Ahmed Farouk', 'أحمد فاروق'),
    role: null,
    organisationId: null,
    language: 'ar',
    timeZone: 'Africa/Cairo',
    city: words('Cairo', 'القاهرة'),
    email: 'ahmed.farouk@post.example',
    lists: [],
    numbers: [{ e164: '+20255500162', raw: '+20 2 5550 0162', kind: 'home' }],
  },
  {
    id: 'priya',
    name: words('Priya Nair', 'بريا ناير'),
    role: null,
    organisationId: null,
    language: 'en',
    ...DUBAI,
    email: 'priya.nair@post.example',
    lists: [NEWSLETTER],
    numbers: [{ e164: '+971505550171', raw: '+971 50 555 0171', kind: 'mobile' }],
  },
];
