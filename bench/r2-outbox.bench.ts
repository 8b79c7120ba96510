/**
 * R2: follow-up actions through a help desk that does its worst, while the process that sends them is killed again and
 * again. The desk keeps books; at the end what was done must be what was meant: nothing twice, nothing missing, each contact's
 * in order. One arm with a desk that knows keys, one with a desk that does not and an agent who looks before answering; the
 * control arm tries again without a key whenever no good answer came.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import process from 'node:process';
import { sendRequest } from '../main/followups/http.ts';
import { chaosServer, moods, type ChaosServer, type Mood } from '../main/followups/testing/chaos-server.ts';
import { putIntoOutbox } from '../main/store/outbox.ts';
import { bundle } from '../main/store/testing/bundle.ts';
import { beginCall } from '../main/store/calls.ts';
import { key, openTables, ringing, temporaryPlace } from '../main/store/testing/fixtures.ts';
import type { Bench, Figure } from './figure.ts';
import { createRandom, type Random } from './random.ts';

const contacts = 40;

/** Every fourth request meets a good mood, the rest any of them. */
const moodBy = (random: Random): Mood => (random.below(4) === 0 ? 'well' : random.pick(moods));

interface Books {
  intents: number;
  twice: number;
  missing: number;
  disorder: number;
  kills: number;
}

/** What was refused for good (a redirect) goes again by the agent's hand alone, out of its turn: `byHand` has no order to keep. */
function audit(server: ChaosServer, intents: number, kills: number, byHand = new Set<string>()): Books {
  const seen = new Map<string, number>();
  const last = new Map<string, number>();
  let disorder = 0;
  for (const { contact, n } of server.effects) {
    const name = `${contact}/${n}`;
    const again = seen.get(name) ?? 0;
    seen.set(name, again + 1);
    if (byHand.has(`${contact}-${n}`)) continue;
    if (again === 0 && n < (last.get(contact) ?? -1)) disorder += 1;
    last.set(contact, Math.max(n, last.get(contact) ?? -1));
  }
  const twice = [...seen.values()].filter(times => times > 1).length;
  return { intents, twice, missing: intents - seen.size, disorder, kills };
}

/** Puts `count` intents of all contacts in turn into a fresh file. */
function fill(file: string, count: number, keyed: boolean): void {
  const db = openTables(file);
  for (let contact = 0; contact < contacts; contact += 1)
    beginCall(db, ringing(`call-${contact}`, { number: `+1555000${contact}`, e164: null }));
  db.transaction(() => {
    for (let n = 0; n < count; n += 1) {
      const contact = `c${n % contacts}`;
      const values = { contact, n: Math.floor(n / contacts) };
      putIntoOutbox(db, {
        intents: [
          {
            id: `${contact}-${values.n}`,
            kind: 'ticket',
            payload: { by: 'hook', hookId: 'h', to: '', subject: 's', body: '', values },
            keyLife: keyed ? 365 * 24 * 3_600_000 : null,
          },
        ],
        lane: contact,
        personId: null,
        interactionId: `call-${n % contacts}`,
        agent: null,
        at: Date.now(),
        notBefore: Date.now(),
      });
    }
    // The clock of the worker runs fast: what is meant here is meant for long.
    db.prepare(`UPDATE outbox SET expires_at = 9e15`).run();
  })();
  db.close();
}

async function arm(options: {
  count: number;
  keyed: boolean;
  scripts: { worker: string; sender: string };
  random: Random;
  killEvery: number;
}): Promise<Books> {
  const { count, keyed, scripts, random } = options;
  const place = temporaryPlace();
  const server = await chaosServer({ knowsKeys: keyed });
  server.mood = () => moodBy(random);
  fill(place.file, count, keyed);
  const since = String(Date.now());
  let kills = 0;
  const byHand = new Set<string>();
  /** The agent looks into the other system before answering. */
  const wordFor = (id: string): string => {
    const [contact, n] = id.split('-');
    const done = server.effects.some(effect => effect.contact === contact && effect.n === Number(n));
    return `${done ? 'arrived' : 'resend'} ${id}\n`;
  };
  const live = (): Promise<'empty' | 'killed'> =>
    new Promise((resolve, reject) => {
      const child: ChildProcess = spawn(
        process.execPath,
        [scripts.sender, place.file, key, scripts.worker, server.url, since],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      );
      let empty = false;
      const impatience = setTimeout(
        () => child.kill('SIGKILL'),
        options.killEvery * (0.3 + random.below(100) / 70),
      );
      if (child.stdout === null) return reject(new Error('the sender has no voice'));
      createInterface({ input: child.stdout }).on('line', line => {
        const [word, id = ''] = line.split(' ');
        if (word === 'refused') byHand.add(id);
        if (word === 'asking' || word === 'refused') setTimeout(() => child.stdin?.write(wordFor(id)), 30);
        if (word !== 'empty') return;
        empty = true;
        child.kill('SIGKILL');
      });
      child.stdin?.on('error', () => undefined);
      child.once('error', reject);
      child.once('exit', () => {
        clearTimeout(impatience);
        resolve(empty ? 'empty' : 'killed');
      });
    });
  try {
    while ((await live()) === 'killed') kills += 1;
    return audit(server, count, kills, byHand);
  } finally {
    await server.close();
    place.dispose();
  }
}

/** What most programs do: again, until a good answer comes. */
async function naive(count: number, random: Random): Promise<Books> {
  const server = await chaosServer({ knowsKeys: false });
  server.mood = () => moodBy(random);
  const policy = { allowPrivate: true, allowHttp: true, keyed: false };
  const limits = { within: 250, bytes: 4096, redirects: 3 };
  const one = async (contact: string, n: number): Promise<void> => {
    for (;;) {
      const body = JSON.stringify({ key: `${contact}-${n}`, contact, n });
      const request = { method: 'POST' as const, url: new URL(server.url), headers: {}, body };
      if ((await sendRequest(request, policy, { limits })).result === 'done') return;
    }
  };
  await Promise.all(
    Array.from({ length: contacts }, async (_, index) => {
      for (let n = 0; n * contacts + index < count; n += 1) await one(`c${index}`, n);
    }),
  );
  await server.close();
  return audit(server, count, 0);
}

export const bench: Bench = {
  id: 'R2',
  bar: 'follow-up actions through a chaos proxy with kills: effects = intents, none twice, none missing, order kept per contact',
  seconds: 60,
  async run({ full, say }) {
    const random = createRandom(2026);
    const count = full ? 100_000 : 240;
    const scripts = {
      worker: await bundle('main/store/worker.ts'),
      sender: await bundle('bench/support/outbox-worker.ts'),
    };
    const figures: Figure[] = [];
    const control = await naive(Math.min(count, 400), random);
    say(`naive retry: ${control.twice} of ${control.intents} twice`);
    for (const keyed of [true, false]) {
      const what = keyed ? 'with-keys' : 'without-keys-asking';
      const size = keyed ? count : Math.ceil(count / 4);
      const books = await arm({ count: size, keyed, scripts, random, killEvery: keyed ? 2_500 : 1_500 });
      say(`${what}: ${books.kills} kills`);
      figures.push({
        measured: [
          `${what} effects ${books.intents - books.missing}/${books.intents}`,
          `twice ${books.twice} (0)`,
          `missing ${books.missing} (0)`,
          `out-of-order ${books.disorder} (0)`,
          `kills ${books.kills}`,
        ],
        holds: books.twice === 0 && books.missing === 0 && books.disorder === 0,
        control: {
          text: `naive retry does ${control.twice} of ${control.intents} twice`,
          failed: control.twice > 0,
        },
        n: books.intents,
      });
    }
    return figures;
  },
};
