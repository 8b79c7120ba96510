/** A made-up address book of any size, the same for the same seed: 30 % Arabic names, switchboards, history, promises. */
import { addCall, setEnded, setWrappedUp } from '../../main/store/tables/interactions.ts';
import { inTransaction, type WritableDb } from '../../main/store/database.ts';
import { addFollowUp } from '../../main/store/tables/follow-ups.ts';
import { addNote } from '../../main/store/tables/notes.ts';
import { addNumber } from '../../main/store/tables/numbers.ts';
import { addOrganisation } from '../../main/store/tables/organisations.ts';
import { addPerson, refreshContact } from '../../main/store/tables/people.ts';
import { createRandom, type Random } from '../random.ts';

const given =
  'Mohammed Sara John Mary Zoë José François Łukasz Søren Anna Fatima Omar Noah Emma Wei Priya Olga Ivan Nina'.split(
    ' ',
  );
const givenArabic = 'محمد أحمد سارة فاطمة خالد عمر يوسف ليلى إبراهيم عائشة هُدى علي حسن زينب مريم طارق'.split(
  ' ',
);
const family =
  'الحربي القحطاني الغامدي العتيبي الشهري المالكي الدوسري العمري الأنصاري البغدادي المصري الحلبي'.split(' ');
const syllables =
  'al ber con dan el far gor han jan kov lam mar nov or pet ros sen tor van wil xan yor zim ton son sky'.split(
    ' ',
  );
const firms =
  'Acme Globex Initech Umbrella Stark Wayne Hooli Vandelay Tyrell Aramco Zain Orange Siemens Bosch'.split(
    ' ',
  );
const topics =
  'invoice overdue;contract renewal;delivery late;asks for a quote;refund promised;new address'.split(';');
/** Country code and digits of a national number. */
const countries = [['1', 10], ['44', 10], ['966', 9], ['971', 9], ['20', 10], ['49', 11], ['33', 9], ['91', 10]] as const; // prettier-ignore

const batch = 1_000;
const peoplePerFirm = 40;
const noon = Date.UTC(2026, 2, 10, 12);
const day = 86_400_000;

/** Enters `size` people and returns their direct numbers, E.164, one for each in order. */
export function fillWithPeople(db: WritableDb, size: number, seed = 42): string[] {
  const random = createRandom(seed);
  const direct: string[] = [];
  for (let from = 0; from < size; from += batch)
    direct.push(...enterPeople(db, from, Math.min(batch, size - from), random));
  db.pragma('optimize');
  db.pragma('wal_checkpoint(TRUNCATE)');
  return direct;
}

/** `count` people from number `from` on, in one transaction. */
export function enterPeople(db: WritableDb, from: number, count: number, random: Random): string[] {
  return inTransaction(db, () =>
    Array.from({ length: count }, (_, place) => enterPerson(db, from + place, random)),
  );
}

function enterPerson(db: WritableDb, n: number, random: Random): string {
  const id = `person-${n}`;
  const firm = Math.floor(n / peoplePerFirm);
  const organisationId = `firm-${firm}`;
  addOrganisation(db, {
    id: organisationId,
    name: `${random.pick(firms)} ${firm}`,
    sample: false,
    createdAt: noon,
  });
  const arabic = random.below(10) < 3;
  addPerson(db, {
    id,
    organisationId,
    name: arabic
      ? `${random.pick(givenArabic)} ${random.pick(family)}`
      : `${random.pick(given)} ${random.pick(syllables)}${random.pick(syllables)}`,
    otherName: null,
    role: null,
    language: arabic ? 'ar' : 'en',
    timeZone: null,
    city: null,
    email: `u${n}@${random.pick(syllables)}.example`,
    consent: { call: true, email: true, message: true },
    doNotContact: false,
    provisional: false,
    sample: false,
    createdAt: noon,
  });
  const e164 = someNumber(random);
  addNumber(db, { id: `${id}-1`, personId: id, raw: e164, e164, kind: 'mobile', shared: false, position: 0 });
  if (random.below(10) < 3) {
    const switchboard = `+1800${String(firm).padStart(7, '0')}`;
    addNumber(db, {
      id: `${id}-2`,
      personId: id,
      raw: switchboard,
      e164: switchboard,
      kind: 'main',
      shared: true,
      position: 1,
    });
  }
  if (random.below(10) < 3) enterHistory(db, id, e164, random);
  return e164;
}

function enterHistory(db: WritableDb, personId: string, e164: string, random: Random): void {
  const calls = 1 + random.below(5);
  for (let n = 0; n < calls; n += 1) {
    const id = `${personId}-call-${n}`;
    const at = noon - random.below(365) * day;
    addCall(db, {
      id,
      direction: 'inbound',
      at,
      personId,
      linkedBy: 'match',
      accountId: 'main-line',
      practice: false,
      number: e164,
      numberKey: e164,
      e164,
      name: null,
      called: null,
      campaign: null,
    });
    setEnded(db, id, { by: 'remote', cause: 'hangup', status: null, at: at + 60_000, talkSeconds: 55 });
    addNote(db, { id: `${id}-note`, interactionId: id, text: random.pick(topics), at });
    setWrappedUp(db, id, 'solved', at + 90_000);
  }
  if (random.below(10) === 0)
    addFollowUp(db, {
      id: `${personId}-owed`,
      kind: 'callback',
      personId,
      interactionId: null,
      number: null,
      what: random.pick(topics),
      dueAt: noon + random.below(30) * day,
      agent: null,
      sample: false,
    });
  refreshContact(db, personId);
}

function someNumber(random: Random): string {
  const [code, length] = random.pick(countries);
  const digits = Array.from({ length }, (_, place) => (place === 0 ? 1 + random.below(9) : random.below(10)));
  return `+${code}${digits.join('')}`;
}
