/** STUN and TURN servers of a line, and what the self-check tries, with a real server and a real browser. */
import { expect, test } from '@playwright/test';
import { Coturn } from '../lab/coturn.ts';
import { makeFolder, removeFolder } from '../lab/folder.ts';
import { prepareLab } from '../lab/packages.ts';
import { reservePorts, type PortBlock } from '../lab/ports.ts';
import { MediaApp } from './phones.ts';

let media: MediaApp;
let coturn: Coturn;
let folder: string;
let ports: PortBlock;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  const readiness = await prepareLab();
  test.skip(!readiness.ready, readiness.ready ? '' : readiness.reason);
  ports = await reservePorts();
  folder = await makeFolder();
  coturn = new Coturn({ folder, ports });
  await coturn.start();
  media = await MediaApp.launch();
});
test.afterAll(async () => {
  await media?.close();
  await coturn?.stop();
  ports?.dispose();
  if (folder) await removeFolder(folder);
});

const { user: username, password: credential } = Coturn;

test('each line uses its own servers, and calls of a line without any use none', async () => {
  const relayed = { iceServers: [{ urls: coturn.turn, username, credential }], codecs: [] };
  const alice = await media.phone('alice', {
    lines: { outside: relayed, inside: { iceServers: [], codecs: ['pcma', 'g722'] } },
  });
  const offer = async (session: string, line: string): Promise<string> =>
    (await alice.ask('offer', { session, line, iceRestart: false, hold: false })).sdp;
  const outside = await offer('a', 'outside');
  expect(outside).toMatch(/^a=candidate:.* typ relay/m);
  expect(coturn.allocations).toBeGreaterThan(0);
  expect(outside).toMatch(/^m=audio \d+ \S+ 111 /m);
  const inside = await offer('b', 'inside');
  expect(inside).not.toContain('typ relay');
  // PCMA, then G.722, then the browser's own order.
  expect(inside).toMatch(/^m=audio \d+ \S+ 8 9 111 /m);

  // Of an answer too.
  const bob = await media.phone('bob', { lines: { inside: { iceServers: [], codecs: ['g722'] } } });
  const { sdp } = await bob.ask('answer', { session: 'b', line: 'inside', offer: inside, hold: false });
  await alice.ask('accept', { session: 'b', answer: sdp });
  await Promise.all([alice.hears('b'), bob.hears('b')]);
  expect((await bob.stats('b'))?.codec).toBe('G722');

  // Bob's fake microphone beeps, but not what Alice sends.
  expect(await alice.ask('echo', { session: 'b', ms: 700 })).toEqual({ arrived: true, returned: false });
});

test('the self-check tells a server that helps from one that is away and one that refuses', async () => {
  const alice = await media.phone('checker');
  const tried = (urls: string, more = {}) => alice.ask('tryIce', { server: { urls, ...more } });
  expect(await tried(coturn.stun)).toEqual({ reached: true, refused: false });
  expect(await tried(coturn.turn, { username, credential })).toEqual({ reached: true, refused: false });
  expect(await tried(coturn.turn, { username, credential: 'guessed' })).toEqual({
    reached: false,
    refused: true,
  });
  expect(await tried(`stun:127.0.0.1:${ports.take()}`)).toEqual({ reached: false, refused: false });
  expect(await alice.ask('listen', { ms: 5_000 })).toMatchObject({ heard: true });
});
