import { beforeEach, expect, test } from 'vitest';
import { KeepAlive } from './keep-alive.ts';
import { HeldClock } from './testing/held-clock.ts';

let clock: HeldClock;
let pings: number;
let dead: number;
let answered: (() => void) | null;
let keepAlive: KeepAlive;

beforeEach(() => {
  clock = new HeldClock();
  pings = dead = 0;
  answered = null;
  keepAlive = new KeepAlive({
    clock,
    random: () => 0.5,
    limits: { interval: 20_000, jitter: 5_000, deadline: 8_000 },
    sendPing: () => void pings++,
    sendOptions: answer => {
      answered = answer;
    },
    dead: () => void dead++,
  });
  keepAlive.start();
});

const nextPing = () => clock.pass(22_500);
const deadline = () => clock.pass(8_000);

test('a PONG keeps a server alive that knows no OPTIONS', () => {
  for (let round = 1; round <= 3; round++) {
    nextPing();
    keepAlive.heard();
    deadline();
    expect(pings).toBe(round);
  }
  expect(dead).toBe(0);
});

test('nothing at all: dead, and no more pings', () => {
  nextPing();
  deadline();
  expect(dead).toBe(1);
  nextPing();
  expect(pings).toBe(1);
  expect(clock.waiting).toBe(0);
});

test('what was heard before the ping does not count', () => {
  keepAlive.heard();
  nextPing();
  deadline();
  expect(dead).toBe(1);
});

test('a server that answered OPTIONS once is expected to do it again: behind a live socket it may be dead', () => {
  nextPing();
  answered?.();
  deadline();
  expect(dead).toBe(0);
  nextPing();
  keepAlive.heard();
  deadline();
  expect(dead).toBe(1);
});

test('pings are spread by chance', () => {
  clock.pass(22_400);
  expect(pings).toBe(0);
  clock.pass(100);
  expect(pings).toBe(1);
});

test('ended, it leaves nothing behind', () => {
  nextPing();
  keepAlive.dispose();
  expect(clock.waiting).toBe(0);
});
