/** A mail server on this machine that keeps what it took, and misbehaves when told to. */
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../../telephony/testing/certificate.ts';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** When it drops, stalls or refuses: `end` is after the whole message, before its answer. */
export type MailMood =
  | 'well'
  | 'refusesRecipient'
  | 'refusesMessage'
  | 'busyRecipient'
  | 'hangsAtGreeting'
  | 'hangsAtEnd'
  | 'dropsAtRecipient'
  | 'dropsAtEnd'
  | 'tooBig';

export interface MailServer {
  readonly port: number;
  readonly taken: { from: string; to: string[]; text: string }[];
  readonly signedIn: string[];
  mood: MailMood;
  /** Addresses that have no mailbox here. */
  readonly unknown: string[];
  close(): Promise<void>;
}

/** For `localhost`. */
export const certificate = makeCertificate('localhost', Date.now(), 2);

const failure = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

export async function mailServer(
  options: SMTPServerOptions & { password?: string } = {},
): Promise<MailServer> {
  const { password, ...given } = options;
  const it: Omit<MailServer, 'port'> & { port: number } = {
    port: 0,
    taken: [],
    signedIn: [],
    mood: 'well',
    unknown: [],
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    disabledCommands: password === undefined ? ['AUTH'] : [],
    closeTimeout: 50,
    ...certificate,
    ...given,
    onConnect(_session, callback) {
      if (it.mood !== 'hangsAtGreeting') callback();
    },
    onAuth(auth, _session, callback) {
      if (auth.password !== password) return callback(failure(535, 'no such user'));
      it.signedIn.push(auth.username ?? '');
      callback(null, { user: auth.username });
    },
    onRcptTo({ address }, session, callback) {
      if (it.unknown.includes(address)) return callback(failure(550, 'no such mailbox'));
      if (it.mood === 'dropsAtRecipient') return drop(server, session.id);
      if (it.mood === 'refusesRecipient') return callback(failure(550, 'no such mailbox'));
      if (it.mood === 'busyRecipient') return callback(failure(451, 'try later'));
      callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (it.mood === 'refusesMessage') return callback(failure(554, 'looks like spam'));
        if (it.mood === 'tooBig') return callback(failure(452, 'no room'));
        it.taken.push({
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        });
        if (it.mood === 'dropsAtEnd') return drop(server, session.id);
        if (it.mood !== 'hangsAtEnd') callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await new Promise(resolve => server.server.once('listening', resolve));
  it.port = (server.server.address() as AddressInfo).port;
  return it;
}

function drop(server: SMTPServer, id: string): void {
  for (const connection of server.connections) if (connection.session.id === id) connection.close();
}
