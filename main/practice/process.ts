/**
 * Entry of the practice process. Its parent speaks to it over Electron's parentPort, or over the channel of
 * child_process.fork; it ends when told to, and when the parent is gone.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { command } from './control.ts';
import type { Command, Report } from './control.ts';
import { CHARACTERS } from './customers/characters.ts';
import { loadSpeech } from './customers/speech.ts';
import { openTown } from './town.ts';
import type { Town } from './town.ts';

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: Report): void;
}

// SIP.js takes WebSocket from the browser it expects; the one some versions of Node have cannot be told what to send.
Object.assign(globalThis, { WebSocket });

const parentPort = (process as { parentPort?: ParentPort }).parentPort;
const speechFolder = join(dirname(fileURLToPath(import.meta.url)), 'speech');
/** Longest that hanging up may take before the process ends all the same, ms. */
const FAREWELL = 500;
let town: Promise<Town> | null = null;

function tell(report: Report): void {
  if (parentPort) parentPort.postMessage(report);
  else if (process.connected) process.send?.(report);
}

async function open(greet: boolean): Promise<Town> {
  const lines = CHARACTERS.flatMap(character => character.lines.map(({ id }) => id));
  return openTown({ characters: CHARACTERS, speech: await loadSpeech(speechFolder, lines), greet });
}

async function obey(order: Command): Promise<void> {
  switch (order.kind) {
    case 'start': {
      town ??= open(order.greet);
      const { port, password } = await town;
      return tell({ kind: 'ready', port, password });
    }
    case 'callMe':
      return tell({ kind: 'calling', customerId: (await town)?.callAgent(order.customerId) ?? null });
    case 'heard': {
      const { customerId } = order;
      return tell({ kind: 'heard', customerId, heard: (await town)?.heardBy(customerId) ?? null });
    }
    case 'stop':
      setTimeout(() => process.exit(0), FAREWELL);
      await (await town)?.close();
      process.exit(0);
  }
}

function receive(message: unknown): void {
  const order = command.safeParse(message);
  if (!order.success) return fail(order.error);
  obey(order.data).catch(fail);
}

function fail(error: unknown): void {
  tell({ kind: 'failed', message: String(error instanceof Error ? error.message : error).slice(0, 2_000) });
}

if (parentPort) parentPort.on('message', ({ data }) => receive(data));
else {
  process.on('message', receive);
  process.on('disconnect', () => process.exit(0));
}
