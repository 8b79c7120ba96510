import { beforeEach, expect, test } from 'vitest';
import { FakeMedia } from './testing/fake-media.ts';
import { HeldClock } from './testing/held-clock.ts';
import { Tones } from './tones.ts';

let media: FakeMedia;
let clock: HeldClock;
let talking: boolean;
let tones: Tones;

beforeEach(() => {
  media = new FakeMedia();
  clock = new HeldClock();
  talking = false;
  tones = new Tones({ media, clock, log: () => undefined, talking: () => talking });
});

const heard = () => [...media.playing];

test('a call rings until it wants nothing more', () => {
  tones.want('one', 'ring');
  expect(heard()).toEqual(['ring']);
  tones.want('one', null);
  expect(heard()).toEqual([]);
});

test('the end of one call does not silence another', () => {
  tones.want('one', 'ring');
  tones.want('two', 'ring');
  tones.want('one', null);
  expect(heard()).toEqual(['ring']);
});

test('a ring becomes a knock while somebody talks, and a ring again afterwards', () => {
  talking = true;
  tones.want('two', 'ring');
  expect(heard()).toEqual(['callWaiting']);
  talking = false;
  tones.refresh();
  expect(heard()).toEqual(['ring']);
});

test('a conversation is not disturbed by ringback or busy of another call', () => {
  talking = true;
  tones.want('two', 'ringback');
  expect(heard()).toEqual([]);
  tones.want('two', 'busy');
  expect(heard()).toEqual([]);
});

test('busy ends by itself', () => {
  tones.want('one', 'busy');
  clock.pass(2_900);
  expect(heard()).toEqual(['busy']);
  clock.pass(200);
  expect(heard()).toEqual([]);
  expect(clock.waiting).toBe(0);
});

test('a new media window plays on', () => {
  tones.want('one', 'ring');
  media.playing.clear();
  tones.refresh({ anew: true });
  expect(heard()).toEqual(['ring']);
});

test('ended, all is quiet and no timer runs', () => {
  tones.want('one', 'busy');
  tones.want('two', 'ring');
  tones.dispose();
  expect(heard()).toEqual([]);
  expect(clock.waiting).toBe(0);
});
