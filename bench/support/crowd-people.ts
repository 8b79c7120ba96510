/** The people of a made-up crowd, each from their number alone. */
import { createRandom, type Random } from '../random.ts';

const given = 'Mohammed Ahmed Sara John Mary James Olivia Zoë José François Łukasz Søren Anna Peter Fatima Aisha Khalid Omar Yusuf Layla Noah Emma Liam Ava Sophia Lucas Mia Ethan Amir Hana Wei Li Hiro Yuki Priya Arjun Olga Dmitri Ivan Nina'.split(' '); // prettier-ignore
const givenArabic = 'محمد أحمد سارة فاطمة خالد عمر يوسف ليلى إبراهيم عبدالله عائشة مُحَمَّد هُدى نُور علي حسن حسين زينب مريم طارق سلمى ياسر منى رامي'.split(' '); // prettier-ignore
const rootsArabic = 'حرب قحطان غامد زهران عتيب شهر مالك دوسر عمر سبيع أنصار بغداد مصر حلب تونس جزائر يمن هاشم تميم خزرج كند شمر مطير رشيد سدير'.split(' '); // prettier-ignore
const syllables = 'al ber con dan el far gor han il jan kov lam mar nov or pet quin ros sen tor ul van wil xan yor zim ton son sky ez ini ard'.split(' '); // prettier-ignore
const firms = 'Acme Globex Initech Umbrella Stark Wayne Hooli Vandelay Cyberdyne Tyrell Soylent Aramco Etisalat Zain Orange Siemens Bosch شركة مؤسسة'.split(' '); // prettier-ignore
const kinds = 'Ltd GmbH LLC Inc SA Holdings Group Systems Trading Logistics'.split(' ');
const cities = 'Riyadh Jeddah Dubai Cairo London Berlin Paris Mumbai الرياض جدة القاهرة'.split(' ');
const roles = 'Accounts Purchasing Sales Support Director Engineer Logistics Reception المشتريات الحسابات'.split(' '); // prettier-ignore
const topics = 'invoice overdue;contract renewal;delivery late;asks for a quote;refund promised;new address;طلب عرض سعر;تأخر الشحنة;demo arranged;complaint about the driver'.split(';'); // prettier-ignore
const remarks = 'follow up renewal invoice contract demo urgent vip quote shipment complaint refund meeting pricing discount technical support manager account warm عميل مهم متابعة'.split(' '); // prettier-ignore
/** Country code and digits of a national number. */
const countries = [['1', 10], ['44', 10], ['966', 9], ['971', 9], ['20', 10], ['49', 11], ['33', 9], ['91', 10]] as const; // prettier-ignore
const channels = ['call', 'call', 'call', 'email', 'message'] as const;

const seed = 42;
const peoplePerFirm = 40;
/** Nothing happened after this. */
export const lately = Date.UTC(2026, 5, 1, 12);
const day = 86_400_000;

export interface Made {
  id: string;
  organisationId: string;
  organisation: string;
  name: string;
  otherName: string | null;
  role: string;
  city: string;
  language: 'ar' | 'en';
  email: string;
  remark: string;
  numbers: string[];
  createdAt: number;
  /** Latest first. */
  contacts: { at: number; channel: (typeof channels)[number]; subject: string }[];
}

export const firmsOf = (people: number): number => Math.ceil(people / peoplePerFirm);

export function firmOf(firm: number): string {
  const random = createRandom(seed + 7_000_003 * (firm + 1));
  return `${random.pick(firms)} ${word(random, 2)} ${random.pick(kinds)}`;
}

export function personOf(n: number, interactionsEach: number): Made {
  const random = createRandom(seed + 1_000_003 * (n + 1));
  const arabic = random.below(10) < 3;
  const firm = Math.floor(n / peoplePerFirm);
  const latin = `${skewed(random, given)} ${word(random, 2 + random.below(2))}`;
  const name = arabic ? `${skewed(random, givenArabic)} ال${random.pick(rootsArabic)}${random.below(3) === 0 ? random.pick(rootsArabic) : ''}ي` : latin; // prettier-ignore
  return {
    id: `person-${String(n).padStart(8, '0')}`,
    organisationId: `firm-${firm}`,
    organisation: firmOf(firm),
    name,
    otherName: arabic && random.below(3) === 0 ? latin : null,
    role: random.pick(roles),
    city: random.pick(cities),
    language: arabic ? 'ar' : 'en',
    email: `u${n}@${word(random, 2).toLowerCase()}.example`,
    remark: Array.from({ length: 2 + random.below(5) }, () => random.pick(remarks)).join(' '),
    numbers: Array.from({ length: random.below(100) < 35 ? 2 : 1 }, () => someNumber(random)),
    createdAt: lately - random.below(1_500) * day,
    contacts: Array.from({ length: contactsOf(random, interactionsEach) }, () => ({
      at: lately - Math.floor(1_000 * day * (random.below(1_000_000) / 1_000_000) ** 2),
      channel: random.pick(channels),
      subject: random.pick(topics),
    })).sort((a, b) => b.at - a.at),
  };
}

/** A few are talked to often, most seldom; `each` on average. */
function contactsOf(random: Random, each: number): number {
  return Math.floor(3 * each * (random.below(1_000_000) / 1_000_000) ** 2 + random.below(1_000) / 1_000);
}

/** The first ones more often. */
function skewed<T>(random: Random, from: readonly T[]): T {
  const place = Math.floor(from.length * (random.below(1_000_000) / 1_000_000) ** 2);
  return from[place] ?? random.pick(from);
}

function word(random: Random, count: number): string {
  const text = Array.from({ length: count }, () => random.pick(syllables)).join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function someNumber(random: Random): string {
  const [code, length] = random.pick(countries);
  const digits = Array.from({ length }, (_, place) => (place === 0 ? 1 + random.below(9) : random.below(10)));
  return `+${code}${digits.join('')}`;
}
