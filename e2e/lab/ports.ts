/** A block of ports for one lab, so that two labs on one machine do not meet. */
import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Disposable } from '../../shared/disposable.ts';

const blockSize = 200;
// Below the range from which the system hands out ports by itself (32768 and up on Linux).
const firstBlock = 20_000;
const blocks = 60;

export interface PortBlock extends Disposable {
  /** The next free port of the block. */
  take(): number;
  /** `count` ports in a row, the first one even, as RTP likes them (RFC 3550 section 11). */
  takeRange(count: number): { first: number; last: number };
}

/** The block is ours while its first port is held; tries blocks in random order. Throws when all are taken. */
export async function reservePorts(): Promise<PortBlock> {
  const start = Math.floor(Math.random() * blocks);
  for (let i = 0; i < blocks; i++) {
    const base = firstBlock + ((start + i) % blocks) * blockSize;
    const lock = await hold(base);
    if (lock === null) continue;
    if (await allFree(base + 1, base + blockSize - 1)) return portBlock(base, lock);
    lock.dispose();
  }
  throw new Error(`No free block of ${blockSize} ports from ${firstBlock} on`);
}

function portBlock(base: number, lock: Disposable): PortBlock {
  let next = base + 1;
  const takeRange = (count: number) => {
    const first = next + (next % 2);
    next = first + count;
    if (next > base + blockSize) throw new Error('The lab needs more ports than its block has');
    return { first, last: next - 1 };
  };
  const take = () => {
    const port = next++;
    if (next > base + blockSize) throw new Error('The lab needs more ports than its block has');
    return port;
  };
  return { take, takeRange, dispose: () => lock.dispose() };
}

async function allFree(first: number, last: number): Promise<boolean> {
  const ports = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const free = await Promise.all(ports.map(async port => (await tcpFree(port)) && (await udpFree(port))));
  return free.every(Boolean);
}

function hold(port: number): Promise<Disposable | null> {
  return new Promise(resolve => {
    const server = createServer(socket => socket.destroy());
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.unref();
      resolve({ dispose: () => void server.close() });
    });
  });
}

async function tcpFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function udpFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createSocket('udp4');
    socket.once('error', () => socket.close(() => resolve(false)));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(true)));
  });
}

/**
 * True when a socket is bound to 127.0.0.1:`port`. Reads the kernel's table and binds nothing: a probe that did would
 * get into the way of the program it waits for.
 */
export async function isBound(port: number, protocol: 'tcp' | 'udp'): Promise<boolean> {
  const table = await readFile(`/proc/net/${protocol}`, 'latin1');
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const listening = protocol === 'tcp' ? '0A' : '07';
  return table.split('\n').some(line => {
    const [, local, , state] = line.trim().split(/\s+/);
    return local === address && state === listening;
  });
}
