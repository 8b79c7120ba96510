/** Two peers without SIP between them: what they agree on, and what passes. */
import { afterEach, expect, it, vi } from 'vitest';
import { until } from '../testing/phone.ts';
import { FRAME } from './g711.ts';
import { Peer } from './peer.ts';
import type { PeerOptions } from './peer.ts';

vi.setConfig({ testTimeout: 30_000 });

interface End {
  peer: Peer;
  /** Serial numbers of the packets that arrived: each sent packet carries its own. */
  heard: number[];
  sent: number;
  connected: number;
  held: boolean;
}

const ends: End[] = [];
afterEach(() => {
  for (const { peer } of ends.splice(0)) peer.close();
});

function end(): End {
  const made: End = { heard: [], sent: 0, connected: 0, held: false, peer: undefined as unknown as Peer };
  made.peer = new Peer({
    frame() {
      made.sent += 1;
      const payload = Buffer.alloc(FRAME);
      payload.writeUInt32BE(made.sent);
      return { kind: 'sound', payload };
    },
    heard: sound => void made.heard.push(Buffer.from(sound).readUInt32BE()),
    key: () => {},
    connected: () => void (made.connected += 1),
    maySend: may => void (made.held = !may),
  });
  ends.push(made);
  return made;
}

/** One offer and its answer; gives back both directions as the wire says them. */
async function agree(
  from: End,
  to: End,
  options: PeerOptions = {},
  answer: PeerOptions = {},
): Promise<string[]> {
  const offered = await from.peer.getDescription(options);
  await to.peer.setDescription(offered.body);
  const answered = await to.peer.getDescription(answer);
  await from.peer.setDescription(answered.body);
  return [offered, answered].map(
    ({ body }) => /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(body)?.[1] ?? '',
  );
}

async function talking(): Promise<[End, End]> {
  const [left, right] = [end(), end()];
  expect(await agree(left, right)).toEqual(['sendrecv', 'sendrecv']);
  await until('both hear', () => left.heard.length > 5 && right.heard.length > 5);
  return [left, right];
}

it('hold lets nothing in, and stops the sound of who is held', async () => {
  const [left, right] = await talking();
  expect(await agree(left, right, { hold: true })).toEqual(['sendonly', 'recvonly']);
  expect([left.held, right.held]).toEqual([false, true]);
  const { sent } = right;
  await until(
    'the holder is still heard',
    () => (right.heard.at(-1) ?? 0) > left.sent - 3 && right.heard.length > 30,
  );
  expect(right.sent).toBe(sent);
  expect(await agree(left, right)).toEqual(['sendrecv', 'sendrecv']);
  await until('both hear again', () => (left.heard.at(-1) ?? 0) > sent);
});

it('two who hold each other keep the stream', async () => {
  const [left, right] = await talking();
  const offered = (await left.peer.getDescription({ hold: true })).body.replace('a=sendonly', 'a=inactive');
  await right.peer.setDescription(offered);
  const answered = (await right.peer.getDescription()).body;
  expect(answered).toMatch(/^m=audio 9 /m); // port 0 would have ended it, RFC 3264 8.2
  expect(answered).toContain('a=inactive');
  await left.peer.setDescription(answered);
  expect([left.held, right.held]).toEqual([true, true]);
  await agree(left, right);
  const before = [left.heard.length, right.heard.length];
  await until(
    'both hear again',
    () => left.heard.length > (before[0] ?? 0) + 5 && right.heard.length > (before[1] ?? 0) + 5,
  );
});

it('each packet is heard once, however often the call was changed', async () => {
  const [left, right] = await talking();
  for (let time = 0; time < 3; time++) {
    await agree(left, right, { hold: true });
    await agree(right, left);
  }
  const before = right.heard.length;
  await until('it goes on', () => right.heard.length > before + 20);
  expect(new Set(right.heard).size).toBe(right.heard.length);
});

it('a new far side with the same dialog is connected anew', async () => {
  const [left, right] = await talking();
  const other = end();
  left.peer.close();
  expect(await agree(other, right)).toEqual(['sendrecv', 'sendrecv']);
  await until('they hear each other', () => other.heard.length > 5 && other.connected === 1);
  expect(right.connected).toBe(2);
  expect(Math.min(...other.heard)).toBeGreaterThan(5); // the same voice, further on
});

it('an offer that was refused leaves things as they were', async () => {
  const [left, right] = await talking();
  await left.peer.getDescription({ hold: true });
  await left.peer.rollbackDescription();
  await left.peer.rollbackDescription();
  expect(await agree(right, left)).toEqual(['sendrecv', 'sendrecv']);
  const before = left.heard.length;
  await until('it goes on', () => left.heard.length > before + 5);
});

it('sends nothing and hears nothing once closed', async () => {
  const [left, right] = await talking();
  left.peer.close();
  left.peer.close();
  const { sent } = left;
  const before = right.sent;
  await until('time goes by', () => right.sent > before + 10);
  expect(left.sent).toBe(sent);
});
