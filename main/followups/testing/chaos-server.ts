/**
 * A help desk that behaves as the worst of them: it drops connections before and after it has done the work, answers twice, asks to
 * come later, fails, points in circles, hangs, and talks too much. It keeps books of what was done, in order.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const moods = [
  'well',
  'dropsBefore', // ends the connection, nothing done
  'dropsAfter', // does it, then ends the connection without a word
  'busy', // 429 with Retry-After
  'unavailable', // 503
  'failsBefore', // 500, nothing done
  'failsAfter', // does it, then 500
  'circles', // 307 to itself
  'elsewhere', // 307 to another origin
  'hangs', // does it, never answers
  'talks', // does it, answers without an end
  'half', // does it, ends in the middle of the answer
] as const;
export type Mood = (typeof moods)[number];

export interface ChaosServer {
  readonly url: string;
  /** What was done: key, contact, number within the contact. */
  readonly effects: { key: string; contact: string; n: number }[];
  readonly requests: { headers: IncomingMessage['headers']; body: string; path: string }[];
  mood: (request: { key: string; n: number }) => Mood;
  close(): Promise<void>;
}

/** `knowsKeys`: it does the same key once, as one with Idempotency-Key does. */
export async function chaosServer(options: { knowsKeys: boolean }): Promise<ChaosServer> {
  const effects: ChaosServer['effects'] = [];
  const requests: ChaosServer['requests'] = [];
  const known = new Set<string>();
  let seen = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      requests.push({ headers: request.headers, body, path: request.url ?? '' });
      const { key, contact, n } = JSON.parse(body) as { key: string; contact: string; n: number };
      const work = (): void => {
        if (options.knowsKeys && known.has(key)) return;
        known.add(key);
        effects.push({ key, contact, n });
      };
      seen += 1;
      answer(it.mood({ key, n: seen }), response, work);
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const it: ChaosServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tickets`,
    effects,
    requests,
    mood: () => 'well',
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return it;
}

function answer(mood: Mood, response: ServerResponse, work: () => void): void {
  const says = (status: number, headers: Record<string, string> = {}): void =>
    void response.writeHead(status, headers).end(`{"status": ${status}}`);
  switch (mood) {
    case 'well':
      work();
      return says(201);
    case 'dropsBefore':
      return void response.socket?.destroy();
    case 'dropsAfter':
      work();
      return void response.socket?.destroy();
    case 'busy':
      return says(429, { 'retry-after': '1' });
    case 'unavailable':
      return says(503);
    case 'failsBefore':
      return says(500);
    case 'failsAfter':
      work();
      return says(500);
    case 'circles':
      return says(307, { location: '/tickets' });
    case 'elsewhere':
      return says(307, { location: 'http://169.254.169.254/latest/meta-data' });
    case 'hangs':
      work();
      return;
    case 'talks': {
      work();
      response.writeHead(200);
      const talk = (): void => {
        if (response.destroyed) return;
        response.write('x'.repeat(16_384), talk);
      };
      return talk();
    }
    case 'half':
      work();
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id": ');
      return void setImmediate(() => response.socket?.destroy());
  }
}
