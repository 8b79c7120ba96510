/**
 * A process that empties an outbox through the runner of the app, until it is killed.
 *
 *   node outbox-worker.js <file> <key> <worker script> <url of the desk> <time of the wall at which the clock of the outbox began>
 *
 * Says `asking <id>` on stdout for each that it may not send again by itself, `refused <id>` for each that was refused for good, and `empty` when nothing is left to do. A line
 * `arrived <id>` or `resend <id>` on stdin is the agent's word. The clock of the outbox runs a thousand times faster, and on through every kill.
 */
import { createInterface } from 'node:readline';
import { writeSync } from 'node:fs';
import { sendRequest } from '../../main/followups/http.ts';
import { OutboxRunner } from '../../main/followups/runner.ts';
import { openStore } from '../../main/store/store.ts';

const [file = '', key = '', worker = '', url = '', since = ''] = process.argv.slice(2);
/** The clock of the outbox runs so much faster than the wall's. */
const speed = 1000;
const began = Number(since);
const now = (): number => began + (Date.now() - began) * speed;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const say = (line: string): void => void writeSync(1, `${line}\n`);

const store = openStore({ file, key, nativeBinding: null, worker });
const asked = new Set<string>();
let looking = false;

async function look(): Promise<void> {
  if (looking) return;
  looking = true;
  const { entries, waiting, asking, failed } = await store.outboxView();
  for (const { id, state } of entries)
    if ((state === 'unknown' || state === 'failed') && !asked.has(id)) {
      asked.add(id);
      say(`${state === 'failed' ? 'refused' : 'asking'} ${id}`);
    }
  if (waiting + asking + failed === 0) say('empty');
  looking = false;
}

const runner = new OutboxRunner({
  store,
  send: row =>
    sendRequest(
      {
        method: 'POST',
        url: new URL(url),
        headers: { 'content-type': 'application/json', 'idempotency-key': row.key },
        body: JSON.stringify({ ...(row.payload.by === 'hook' ? row.payload.values : {}), key: row.key }),
      },
      { allowPrivate: true, allowHttp: true, keyed: row.keyLife !== null },
      { limits: { within: 250, bytes: 4096, redirects: 3 }, now },
    ),
  changed: () => void look(),
  now,
  random: Math.random,
  later: (ms, act) => {
    const timer = setTimeout(act, Math.max(1, ms / speed));
    return () => clearTimeout(timer);
  },
  log: quiet,
});

createInterface({ input: process.stdin }).on('line', line => {
  const [word, id = ''] = line.split(' ');
  asked.delete(id);
  const event =
    word === 'arrived'
      ? ({ type: 'arrived', at: now() } as const)
      : ({ type: 'resend', at: now(), newKey: `${id}-again` } as const);
  void store.tellOutbox(id, event).then(
    () => {
      runner.wake();
      void look();
    },
    () => undefined,
  );
});

await runner.start();
setInterval(() => void look(), 50);
