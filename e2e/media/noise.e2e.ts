// Noise suppression, measured where it counts: in what the far end hears of a voice beside a fan.
import { expect, test } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { NoiseSuppression } from '../../shared/media/protocol.ts';
import { decibels, heardIn, noisyRoom, PART_MS } from './noise.ts';
import { MediaApp, type Phone } from './phones.ts';

const room = noisyRoom(18);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-room-'));
let media: MediaApp;
let alice: Phone;
let bob: Phone;

test.beforeAll(async () => {
  const file = path.join(folder, 'room.wav');
  fs.writeFileSync(file, room.file);
  media = await MediaApp.launch([`--use-file-for-fake-audio-capture=${file}`]);
  alice = await media.phone('alice');
  bob = await media.phone('bob');
  // What Bob hears is what his loudspeaker is given.
  await bob.inPage(`{
    const { set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
      set(stream) { globalThis.heard = stream ?? globalThis.heard; set.call(this, stream); },
    });
    true;
  }`);
});
test.afterAll(async () => {
  await media.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Energies of what Bob hears, part by part, for a whole round of the room's file. */
const listen = async (): Promise<number[]> =>
  (await bob.inPage(`(async () => {
    const [track] = globalThis.heard.getAudioTracks();
    const reader = new MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader();
    const energies = [];
    let sum = 0, count = 0;
    while (energies.length < ${room.voice.length}) {
      const { value } = await reader.read();
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      for (const sample of samples) {
        sum += sample * sample;
        if (++count < value.sampleRate * ${PART_MS / 1_000}) continue;
        energies.push(sum / count);
        sum = count = 0;
      }
      value.close();
    }
    await reader.cancel();
    return energies;
  })()`)) as number[];

// Three rounds of the room's file.
test.setTimeout(120_000);

test('strong takes the fan out of the pauses and leaves the voice, switched in mid-call and never negotiated', async () => {
  const session = 'fan';
  await alice.negotiate(session, bob);
  await bob.hears(session);
  const hear = async (noiseSuppression: NoiseSuppression) => {
    await media.phone('alice', { noiseSuppression });
    // The microphone begins its file anew.
    await bob.receives(session, 75);
    // The first time the network is read and compiled while the agent is heard as before, and it has to hear a voice and a
    // pause before it can tell the fan from either: a whole round of the file.
    const quarters = noiseSuppression === 'strong' ? 4 : 0;
    for (let quarter = 0; quarter < quarters; quarter += 1) await bob.receives(session, room.seconds * 12.5);
    const before = await alice.processor();
    const heard = heardIn(room.voice, await listen());
    const used = (await alice.processor()) - before;
    return {
      voice: decibels(heard.voice),
      pauses: decibels(heard.pauses),
      percent: (100 * used) / room.seconds,
    };
  };
  const off = await hear('off');
  const strong = await hear('strong');
  const told = { off, strong };
  test.info().annotations.push({ type: 'noise', description: JSON.stringify(told) });
  console.log(
    ...Object.entries(told).map(
      ([how, { voice, pauses, percent }]) =>
        `${how}: voice ${voice.toFixed(1)} dB, pauses ${pauses.toFixed(1)} dB, ${percent.toFixed(1)} % of a core;`,
    ),
  );
  expect(off.pauses - strong.pauses).toBeGreaterThanOrEqual(10);
  expect(Math.abs(off.voice - strong.voice)).toBeLessThanOrEqual(3);
  expect(await alice.events()).not.toContainEqual({ kind: 'strongNoiseFailed' });
});

test('what is muted stays silent with it, and where it cannot be loaded the agent is heard and told', async () => {
  const session = 'muted';
  await media.phone('alice', { noiseSuppression: 'strong' });
  await alice.negotiate(session, bob);
  await bob.hears(session);
  await alice.ask('mute', { session, muted: true });
  await bob.receives(session, 25);
  const before = (await bob.stats(session))?.energyIn ?? 0;
  await bob.receives(session, 50);
  expect((await bob.stats(session))?.energyIn).toBeCloseTo(before, 2);
  await alice.ask('close', { session });
  await bob.ask('close', { session });

  const eve = await media.phone('eve');
  await eve.inPage(`globalThis.fetch = () => Promise.reject(new Error('gone')); true`);
  await media.phone('eve', { noiseSuppression: 'strong' });
  await eve.negotiate('gone', bob);
  await bob.hears('gone');
  expect(await eve.events()).toContainEqual({ kind: 'strongNoiseFailed' });
  await eve.end();
});

test('the page broke no rule of its content policy and wrote no error', async () => {
  for (const phone of [alice, bob]) expect(await phone.log()).toEqual([]);
});
