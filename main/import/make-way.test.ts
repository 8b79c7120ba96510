import { expect, test } from 'vitest';
import { Worker } from 'node:worker_threads';
import { Way, wayIn } from './make-way.ts';

const until = (way: Way): number => Number(new BigInt64Array(way.memory)[0]);

test('nobody calls: nothing stands still', () => {
  const way = new Way();
  wayIn(way.memory)();
  expect(until(way)).toBe(0);
});

test('while a card is got ready the reading of a file stands still, and goes on after it', () => {
  const way = new Way();
  way.make(Date.now());
  wayIn(way.memory)();
  expect(Date.now()).toBeGreaterThanOrEqual(until(way) - 1);
  const before = until(way);
  wayIn(way.memory)();
  expect(until(way)).toBe(before);
});

test('a thread in the middle of its work is told through the memory that it shares', async () => {
  const way = new Way();
  const counting = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     import(workerData.module).then(({ wayIn }) => {
       const makeWay = wayIn(workerData.memory);
       const until = new BigInt64Array(workerData.memory);
       parentPort.postMessage('at work');
       while (until[0] === 0n) makeWay();
       const end = Number(until[0]);
       makeWay();
       parentPort.postMessage(Date.now() >= end - 1);
     });`,
    {
      eval: true,
      workerData: { memory: way.memory, module: new URL('./make-way.ts', import.meta.url).href },
    },
  );
  const said: unknown[] = [];
  await new Promise<void>((resolve, reject) => {
    counting.on('error', reject);
    counting.on('message', word => {
      said.push(word);
      if (word === 'at work') way.make(Date.now());
      else resolve();
    });
  });
  await counting.terminate();
  expect(said).toEqual(['at work', true]);
});
