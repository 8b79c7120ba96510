/** Accounts of directories, how their syncs go, and what they find, as windows see them. */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const line = (most: number) => z.string().trim().max(most);
const someLine = (most: number) => line(most).min(1);
const instant = z.number().int();

export const webAddress = z
  .string()
  .trim()
  .max(2000)
  .refine(text => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  });

export const cardDavAccount = z.strictObject({
  id,
  kind: z.literal('carddav'),
  name: someLine(80),
  /** As it was entered: a server, or an address book. */
  url: webAddress,
  user: someLine(254),
  /** The address book itself, once it is found. */
  book: webAddress.nullable(),
  /** The server may stand in our own network, and speak without encryption. */
  allowPrivate: z.boolean(),
  allowHttp: z.boolean(),
  /** People whom the agent adds go into this book, too. */
  newPeople: z.boolean(),
  minutes: z.number().int().min(5).max(1440),
  paused: z.boolean(),
});
export type CardDavAccount = z.infer<typeof cardDavAccount>;

const attribute = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}(?:[ ,]+[A-Za-z][A-Za-z0-9-]{0,63}){0,7}$/);

/** Attributes of an entry (RFC 4519, RFC 2798), several where any will do. */
export const ldapAttributes = z.strictObject({
  name: attribute,
  number: attribute,
  mobile: attribute,
  email: attribute,
  organisation: attribute,
  role: attribute,
});
export type LdapAttributes = z.infer<typeof ldapAttributes>;
export const usualAttributes: LdapAttributes = {
  name: 'displayName cn',
  number: 'telephoneNumber',
  mobile: 'mobile',
  email: 'mail',
  organisation: 'o company',
  role: 'title',
};

export const ldapAccount = z.strictObject({
  id,
  kind: z.literal('ldap'),
  name: someLine(80),
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._:-]{1,254}$/),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  /** Empty binds as nobody. */
  user: line(254),
  base: someLine(254),
  /** Only entries that this names (RFC 4515); empty for all people. */
  filter: line(500),
  attributes: ldapAttributes,
  /** PEM of the authority that signed the server's certificate, where the system does not know it. */
  authority: z.string().max(20_000).nullable(),
  paused: z.boolean(),
});
export type LdapAccount = z.infer<typeof ldapAccount>;

export const directoryAccount = z.discriminatedUnion('kind', [cardDavAccount, ldapAccount]);
export type DirectoryAccount = z.infer<typeof directoryAccount>;

/** Why a directory does not do what it should; each has a sentence in both catalogues. */
export const directoryFaults = [
  'unreachable', // no connection, no answer
  'slow', // not within the time there is
  'certificate', // not signed by anybody we trust, or for another name
  'refusedAddress', // a private address, or no encryption, and that is not allowed
  'signIn', // user or password
  'forbidden', // signed in, and not allowed to do that
  'notFound', // nothing there
  'elsewhere', // sends us to another server
  'noBook', // no address book
  'nonsense', // what came back is not what the protocol says
  'tooBig', // more than we take
  'busy', // the server asks to come back later
  'full', // no more space there
  'server', // any other refusal or error of theirs
  'badFilter', // LDAP: the filter cannot be read
  'manyGone', // more cards are gone than anybody removes: somebody has to say yes
  'manyRemoved', // and the same of people who are gone here
  'cancelled',
  'internal',
] as const;
export const directoryFault = z.enum(directoryFaults);
export type DirectoryFault = z.infer<typeof directoryFault>;

export const syncCounts = z.object({
  /** Here, by what is new there. */
  added: z.number().int(),
  updated: z.number().int(),
  removed: z.number().int(),
  /** There, by what is new here. */
  sent: z.number().int(),
  deleted: z.number().int(),
  /** Cards that the server would not take. */
  refused: z.number().int(),
});
export type SyncCounts = z.infer<typeof syncCounts>;
export const noCounts: SyncCounts = { added: 0, updated: 0, removed: 0, sent: 0, deleted: 0, refused: 0 };

/** How the last sync went; kept with the account. */
export const standing = z.object({
  /** The last sync that ended well. */
  syncedAt: instant.nullable(),
  triedAt: instant.nullable(),
  fault: directoryFault.nullable(),
  /** What the other side said, or how many; never more than a line. */
  detail: z.string(),
  counts: syncCounts,
  /** Tries in a row that failed. */
  failures: z.number().int(),
});
export type Standing = z.infer<typeof standing>;
export const neverTried: Standing = {
  syncedAt: null,
  triedAt: null,
  fault: null,
  detail: '',
  counts: noCounts,
  failures: 0,
};

export const syncProgress = z.object({
  /** Asking what is new, reading cards, sending ours. */
  phase: z.enum(['asking', 'reading', 'sending']),
  done: z.number().int(),
  /** Null while it is not known. */
  total: z.number().int().nullable(),
});
export type SyncProgress = z.infer<typeof syncProgress>;

export const directoryView = z.object({
  account: directoryAccount,
  hasPassword: z.boolean(),
  standing,
  /** While a sync goes on. */
  progress: syncProgress.nullable(),
  /** When it is tried again by itself. */
  nextAt: instant.nullable(),
  people: z.number().int(),
  /** Cards that could not be read, groups not counted. */
  unread: z.number().int(),
  conflicts: z.number().int(),
});
export type DirectoryView = z.infer<typeof directoryView>;

export const conflictKind = z.enum(['field', 'goneThere', 'backAgain']);
export const conflictView = z.object({
  id,
  directoryId: id,
  personId: id,
  personName: z.string(),
  kind: conflictKind,
  /** A field of CardContact; of an entry, `item` says which. */
  field: z.string(),
  item: z.string(),
  /** JSON of the value; null is nothing. */
  mine: z.string().nullable(),
  theirs: z.string().nullable(),
  at: instant,
});
export type ConflictView = z.infer<typeof conflictView>;
/** `apart`: keep the person here, and out of the book. */
export const conflictChoice = z.enum(['mine', 'theirs', 'apart']);
export type ConflictChoice = z.infer<typeof conflictChoice>;

/** A numbered step of a test, done or where it stopped. */
export const testStep = z.object({
  step: z.enum(['connect', 'signIn', 'book', 'read', 'search']),
  fault: directoryFault.nullable(),
  detail: z.string(),
});
export type TestStep = z.infer<typeof testStep>;
export const testResult = z.object({
  steps: z.array(testStep),
  /** Address books to choose from. */
  books: z.array(z.object({ url: z.string(), name: z.string() })),
  /** Another server that the one asked sends us to; nothing was told to it. */
  elsewhere: z.string().nullable(),
});
export type TestResult = z.infer<typeof testResult>;

/** Somebody in a look-up, not kept here. */
export const directoryHit = z.object({
  directoryId: id,
  /** Of the entry, as the server names it. */
  entry: z.string().max(1000),
  source: z.string(),
  name: z.string().max(200),
  organisation: z.string().max(200).nullable(),
  role: z.string().max(120).nullable(),
  numbers: z.array(z.object({ raw: z.string().max(64), kind: z.enum(['work', 'mobile']) })).max(20),
  emails: z.array(z.string().max(254)).max(20),
});
export type DirectoryHit = z.infer<typeof directoryHit>;
export const directoryAnswer = z.object({
  hits: z.array(directoryHit).max(50),
  /** Sources that did not answer within their time, or could not. */
  missing: z.array(z.object({ source: z.string(), fault: directoryFault })),
});
export type DirectoryAnswer = z.infer<typeof directoryAnswer>;

/** Books that a person is in. */
export const personSource = z.object({ personId: id, directoryId: id });
export type PersonSource = z.infer<typeof personSource>;
