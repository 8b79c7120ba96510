import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chunkAt, headerLength, type FoundChunk } from '../../shared/recording/format.ts';
import { readRecording, RecordingWriter } from './file.ts';

const key = 'ab'.repeat(32);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hatif-recording-'));
  file = path.join(folder, 'r.rec');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const piece = (n: number): Uint8Array => new Uint8Array(200).fill(n);
async function write(pieces: number, ended = true): Promise<RecordingWriter> {
  const writer = await RecordingWriter.create(file, key);
  for (let n = 1; n <= pieces; n += 1) await writer.add(piece(n), Uint8Array.of(n, n));
  if (ended) await writer.end();
  return writer;
}
/** The chunks of the file, as they lie in it. */
function chunks(): { from: number; to: number }[] {
  const bytes = readFileSync(file);
  const found: { from: number; to: number }[] = [];
  for (let at = headerLength; at < bytes.length;) {
    const { next } = chunkAt(bytes, at) as FoundChunk;
    found.push({ from: at, to: next });
    at = next;
  }
  return found;
}
const pieces = (sound: Buffer): number[] =>
  Array.from({ length: sound.length / 200 }, (_, n) => sound[n * 200] ?? 0);

describe('a recording on the disk', () => {
  test('comes back as it was, and tells nobody else a byte', async () => {
    const writer = await write(3);
    expect(writer.written).toMatchObject({ milliseconds: 300, chunks: 7 });
    expect(statSync(file).size).toBe(writer.written.bytes);
    expect(await readRecording(file, key, 7)).toMatchObject({
      state: 'whole',
      chunks: 7,
      peaks: Uint8Array.of(1, 1, 2, 2, 3, 3),
    });
    expect(pieces((await readRecording(file, key))?.sound ?? Buffer.alloc(0))).toEqual([1, 2, 3]);
    expect(readFileSync(file).includes(Buffer.alloc(16, 2))).toBe(false);
    expect(await readRecording(file, 'cd'.repeat(32))).toBeNull();
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('two of the same words have no byte in common', async () => {
    await write(1);
    const first = readFileSync(file);
    rmSync(file);
    await write(1);
    const at = headerLength + 5;
    expect(
      readFileSync(file)
        .subarray(at, at + 200)
        .equals(first.subarray(at, at + 200)),
    ).toBe(false);
  });

  test('cut off at any byte it is whole up to its last chunk', async () => {
    await write(3, false);
    const whole = readFileSync(file);
    const ends = chunks().map(({ to }) => to);
    for (let length = headerLength; length <= whole.length; length += 7) {
      writeFileSync(file, whole.subarray(0, length));
      const read = await readRecording(file, key);
      expect(read?.chunks, `${length} bytes`).toBe(ends.filter(end => end <= length).length);
      expect(read?.state).toBe('cut');
    }
  });

  test('a bit that changed anywhere is seen, and what stands before it is played', async () => {
    await write(3);
    const whole = readFileSync(file);
    const all = chunks();
    for (let at = headerLength; at < whole.length; at += 11) {
      const bent = Buffer.from(whole);
      bent[at] = (bent[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(file, bent);
      const read = await readRecording(file, key, 7);
      const before = all.filter(({ to }) => to <= at).length;
      expect(read === null ? 0 : read.chunks, `byte ${at}`).toBe(before);
      expect(read?.state ?? 'damaged', `byte ${at}`).toBe('damaged');
    }
  });

  test('chunks that change places, come twice or are left out are seen', async () => {
    await write(3);
    const whole = readFileSync(file);
    const head = whole.subarray(0, headerLength);
    const parts = chunks().map(({ from, to }) => whole.subarray(from, to));
    const [one, two, three, four, ...rest] = parts as [Buffer, Buffer, Buffer, Buffer, ...Buffer[]];
    const orders = {
      changed: [one, two, four, three, ...rest],
      twice: [one, two, two, three, four, ...rest],
      missing: [one, two, four, ...rest],
      cutBehind: [one, two, three],
      more: [...parts, one],
    };
    for (const [name, order] of Object.entries(orders)) {
      writeFileSync(file, Buffer.concat([head, ...order]));
      expect((await readRecording(file, key, 7))?.state, name).toBe('damaged');
    }
  });

  test('a chunk of another file does not fit into this one', async () => {
    await write(2);
    const other = readFileSync(file);
    const at = chunks()[0]?.to ?? 0;
    rmSync(file);
    await write(2);
    writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, at), other.subarray(at)]));
    expect(await readRecording(file, key)).toMatchObject({ state: 'damaged', chunks: 1 });
  });

  test('what is no recording is none', async () => {
    writeFileSync(file, 'RIFF....WAVE, says who?  And long enough for a header.');
    expect(await readRecording(file, key)).toBeNull();
  });

  test('is never written over', async () => {
    await write(1);
    await expect(RecordingWriter.create(file, key)).rejects.toMatchObject({ code: 'EEXIST' });
  });
});

/** Writes pieces in a process of its own until it ends: by a signal, or because nothing more fits. */
const inProcess = (most: number): string => `
  const { RecordingWriter } = await import(${JSON.stringify(path.join(import.meta.dirname, 'file.ts'))});
  const writer = await RecordingWriter.create(${JSON.stringify(file)}, ${JSON.stringify(key)});
  for (let n = 1; n <= ${most}; n += 1) {
    try {
      await writer.add(new Uint8Array(200).fill(n % 250), Uint8Array.of(n % 250, 0));
      console.log(n);
    } catch (error) {
      console.log('failed', error.code);
      break;
    }
  }
  await writer.end().catch(() => undefined);
`;
const node = ['--experimental-strip-types', '--no-warnings', '--input-type=module', '-e'];

test('after kill -9 all is there that was written', async () => {
  const child = spawn(process.execPath, [...node, inProcess(1e6)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = 0;
  for await (const line of child.stdout) {
    said = Number(String(line).trim().split('\n').at(-1));
    if (said < 40) continue;
    child.kill('SIGKILL');
    break;
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const read = await readRecording(file, key);
  expect(read?.state).toBe('cut');
  expect((read?.sound.length ?? 0) / 200).toBeGreaterThanOrEqual(said);
});

test('on a full disk the writing fails, and the file is whole up to there', async () => {
  if (process.platform !== 'linux') return;
  // RLIMIT_FSIZE: no file may grow beyond so many blocks of 512 or 1,024 bytes; the signal of it is ignored, as Node does.
  const script = `trap '' XFSZ; ulimit -f 4; exec "$0" "$@"`;
  const { stdout } = spawnSync('sh', ['-c', script, process.execPath, ...node, inProcess(1_000)], {
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/failed EFBIG/);
  const read = await readRecording(file, key);
  expect(read?.state).not.toBe('damaged');
  expect(read?.chunks).toBeGreaterThan(4);
  // Nothing half-written is left at the end.
  const last = chunks().at(-1)?.to ?? 0;
  expect(statSync(file).size).toBe(last);
  truncateSync(file, last);
});
