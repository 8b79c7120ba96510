/** Name, connection, encryption: what lies below the WebSocket, each by itself, so that the broken one has a name. */
import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { CheckFault } from '../../shared/diagnostics/types.ts';
import { faultOfError } from '../telephony/socket-fault.ts';

export interface Broken {
  fault: CheckFault;
  detail: string | null;
}

export class LegBroken extends Error {
  readonly fault: CheckFault;
  readonly detail: string | null;
  constructor({ fault, detail }: Broken) {
    super(fault);
    this.fault = fault;
    this.detail = detail;
  }
}

export const hostName = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');
const portOf = (url: URL): number => Number(url.port || (url.protocol === 'wss:' ? 443 : 80));

/** Null when there is no name to look up. */
export async function resolveHost(url: URL): Promise<string | null> {
  const name = hostName(url);
  if (isIP(name) !== 0) return null;
  return (await lookup(name)).address;
}

export function reach(url: URL, signal: AbortSignal): Promise<Socket> {
  return opened(connectTcp({ host: hostName(url), port: portOf(url) }), 'connect', signal);
}

/** The certificate is checked as the line checks it. */
export function encrypt(
  url: URL,
  socket: Socket,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const host = hostName(url);
  const secure = connectTls({
    socket,
    ...(isIP(host) === 0 ? { servername: host } : { host }),
    ...(ca === undefined ? {} : { ca }),
  });
  return opened(secure, 'secureConnect', signal);
}

function opened(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      socket.destroy();
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', end, { once: true });
    // Stays for as long as the socket: an error that nobody hears would end the process.
    socket.on('error', error => {
      signal.removeEventListener('abort', end);
      reject(error);
    });
    socket.once('close', () => reject(new Error('closed')));
    socket.once(event, () => {
      signal.removeEventListener('abort', end);
      resolve(socket);
    });
  });
}

/** What a leg threw, in terms a person can act on. */
export function brokenBy(thrown: unknown, host: string): Broken {
  if (thrown instanceof LegBroken) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError')
    return { fault: 'timeout', detail: host };
  const { fault, detail } = faultOfError(thrown, host);
  return { fault, detail: detail?.slice(0, 300) ?? null };
}
