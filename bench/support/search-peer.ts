/**
 * One way to search, in a process of its own: node search-peer.ts <name> <file> <key> <people>. Prints one line of JSON: times in
 * ms for each kind of query, megabytes that the index takes, ms until the first answer.
 */
import Database from 'better-sqlite3';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import { openReader } from '../../main/store/connection.ts';
import { searchPeople } from '../../main/store/search.ts';
import { fold } from '../../shared/match/fold.ts';
import { personOf } from './crowd-people.ts';
import { kinds, queriesFor, type Kind } from './search-queries.ts';

const [name = '', file = '', key = '', size = '0'] = process.argv.slice(2);
const people = Number(size);
const shown = 50;
const person = (n: number) => personOf(n, 1);

const memory = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
};

type Search = (text: string) => unknown;
const peers: Record<string, () => Search> = {
  hatif: () => {
    const db = openReader({ file, key, nativeBinding: null });
    return text => searchPeople(db, text, shown);
  },
  fts5: () => {
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, organisation TEXT);
      CREATE VIRTUAL TABLE found USING fts5 (name, organisation, email, remark, content = '', prefix = '1 2 3')`);
    const [one, two] = [
      db.prepare(`INSERT INTO people VALUES (?, ?, ?)`),
      db.prepare(`INSERT INTO found (rowid, name, organisation, email, remark) VALUES (?, ?, ?, ?, ?)`),
    ];
    db.transaction(() => {
      for (let n = 0; n < people; n += 1) {
        const made = person(n);
        one.run(n, made.name, made.organisation);
        two.run(n, fold(made.name), fold(made.organisation), made.email, fold(made.remark));
      }
    })();
    const ask = db.prepare(
      `SELECT people.* FROM (SELECT rowid AS id FROM found WHERE found MATCH ? ORDER BY rank LIMIT ${shown}) JOIN people USING (id)`,
    );
    return text =>
      ask.all(
        text
          .split(' ')
          .map(word => `"${word}"*`)
          .join(' '),
      );
  },
  minisearch: () => {
    const index = new MiniSearch({
      fields: ['name', 'organisation', 'email', 'remark'],
      storeFields: ['shown'],
    });
    for (let n = 0; n < people; n += 1) index.add(documentOf(n));
    return text => index.search(text, { prefix: true, combineWith: 'AND' }).slice(0, shown);
  },
  flexsearch: () => {
    const index = new FlexSearch.Document({
      tokenize: 'forward',
      document: { id: 'id', index: ['name', 'organisation', 'email', 'remark'] },
    });
    for (let n = 0; n < people; n += 1) index.add(documentOf(n));
    return text => index.search(text, { limit: shown });
  },
};

function documentOf(n: number) {
  const { name: shownName, organisation, email, remark } = person(n);
  return {
    id: n,
    name: fold(shownName),
    organisation: fold(organisation),
    email,
    remark: fold(remark),
    shown: shownName,
  };
}

const queries = queriesFor(person, people, name === 'fts5' && people > 200_000 ? 25 : 200);
const before = memory();
const from = performance.now();
const search = peers[name]?.();
if (search === undefined) throw new Error(`there is no peer ${name}`);
search(queries['3 letters'][0] ?? '');
const ready = performance.now() - from;
const times = Object.fromEntries(
  kinds.map((kind: Kind) => [
    kind,
    queries[kind].map(text => {
      const started = performance.now();
      search(text);
      return performance.now() - started;
    }),
  ]),
);
process.stdout.write(JSON.stringify({ times, memory: memory() - before, ready }));
