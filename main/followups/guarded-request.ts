/**
 * One request to a DAV server, over a connection whose address was looked at when it was made (addresses.ts). It follows no
 * redirect: whoever asks decides what one means, and asks again with the same guard.
 */
import http from 'node:http';
import https from 'node:https';
import { AddressRefused, guardedLookup, literalRefused, type Resolve } from './addresses.ts';

export interface GuardedAsk {
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  allowPrivate: boolean;
  signal: AbortSignal;
  /** Of the answer's body, at most; what is more is not read, and `cut` says so. */
  bytes: number;
  resolve?: Resolve | undefined;
  /** PEM; for servers of a lab. */
  authority?: string | undefined;
}

export interface GuardedAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
  cut: boolean;
}

export class BrokeOff extends Error {
  override readonly name = 'BrokeOff';
  readonly code = 'broke off';
}

/** Rejects with AddressRefused, BrokeOff, or what the socket says; an answer of any status resolves. */
export function guardedRequest(url: URL, ask: GuardedAsk): Promise<GuardedAnswer> {
  const { method, headers, body, allowPrivate, signal, resolve, authority } = ask;
  return new Promise((settle, reject) => {
    if (literalRefused(url, allowPrivate)) return reject(new AddressRefused('private address'));
    const bytes = Buffer.from(body ?? '', 'utf8');
    const outgoing = (url.protocol === 'https:' ? https : http).request(url, {
      method,
      headers: {
        'user-agent': 'Hatif',
        ...headers,
        ...(body === undefined ? {} : { 'content-length': bytes.length }),
      },
      agent: false,
      lookup: guardedLookup(allowPrivate, resolve),
      signal,
      maxHeaderSize: 65_536,
      ...(authority === undefined ? {} : { ca: authority }),
    });
    outgoing.on('error', reject);
    outgoing.on('response', response => {
      const chunks: Buffer[] = [];
      let length = 0;
      const end = (cut: boolean): void => {
        const { statusCode: status = 0, headers: received } = response;
        settle({ status, headers: received, body: Buffer.concat(chunks).toString('utf8'), cut });
      };
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= ask.bytes) return void chunks.push(chunk);
        end(true);
        response.destroy();
      });
      response.on('error', reject);
      response.on('close', () => (response.complete ? end(false) : reject(new BrokeOff())));
    });
    outgoing.end(body === undefined ? undefined : bytes);
  });
}
