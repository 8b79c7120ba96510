/**
 * One e-mail over SMTP, command by command, because it matters where it ends: before the last line of the message no server may
 * deliver it (RFC 5321, 4.1.1.4), after it nobody knows until the server answers.
 */
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpSettings } from '../../shared/followups/types.ts';
import { certificateWait, done, lost, notReached, refused, type Attempt } from './attempt.ts';

export interface Mail {
  /** What tells a repetition: stands in the Message-ID. */
  key: string;
  /** Several do not see each other: then nobody is named in the message. */
  to: string | readonly string[];
  subject: string;
  body: string;
  at: number;
}

export interface SmtpLimits {
  /** Ms until there is a connection, and for each silence on it. */
  connect: number;
  silence: number;
  /** Certificates to trust instead of the usual ones, PEM. */
  ca?: string;
}

export const usualLimits: SmtpLimits = { connect: 15_000, silence: 30_000 };

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

/** Waits at least this before it signs in again with what was refused, ms. */
const busyWait = 60_000;

export async function sendMail(
  mail: Mail,
  settings: SmtpSettings,
  password: string | null,
  limits: SmtpLimits = usualLimits,
): Promise<Attempt> {
  const message = await compose(mail, settings);
  const to = typeof mail.to === 'string' ? [mail.to] : [...mail.to];
  return converse(settings, password, limits, (connection, settle) => {
    let spoken = false;
    // Read only once the server has said 354: from then on the whole message may be there.
    const source = new Readable({
      read() {
        spoken = true;
        this.push(message);
        this.push(null);
      },
    });
    connection.send({ from: settings.from, to }, source, (error, info) => {
      const refusedTo = info?.rejected.map(String) ?? [];
      settle(error ? meaningOf(error as SmtpError, spoken) : { ...done(info?.response ?? null), refusedTo });
    });
    return () => spoken;
  });
}

/** Signs in and out: null when that works. */
export async function trySmtp(
  settings: SmtpSettings,
  password: string | null,
  limits: SmtpLimits = usualLimits,
): Promise<Attempt> {
  return converse(settings, password, limits, (_connection, settle) => {
    settle(done(null));
    return () => false;
  });
}

/** Connects, signs in and does `act`. `act` returns whether the message may have arrived by now. Never rejects. */
function converse(
  settings: SmtpSettings,
  password: string | null,
  limits: SmtpLimits,
  act: (connection: SMTPConnection, settle: (attempt: Attempt) => void) => () => boolean,
): Promise<Attempt> {
  const { host, port, security, user } = settings;
  if (user !== '' && security === 'none' && !isThisMachine(host))
    return Promise.resolve(refused('signIn', 'a password is not sent without encryption', null));
  const connection = new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    name: 'hatif.invalid',
    connectionTimeout: limits.connect,
    greetingTimeout: limits.connect,
    socketTimeout: limits.silence,
    dnsTimeout: limits.connect,
    maxResponseSize: 65_536,
    allowInternalNetworkInterfaces: true,
    tls: { minVersion: 'TLSv1.2', ...(limits.ca === undefined ? {} : { ca: limits.ca }) },
  });
  return new Promise<Attempt>(resolve => {
    let arrived: () => boolean = () => false;
    const settle = (attempt: Attempt): void => {
      resolve(attempt);
      connection.close();
    };
    connection.on('error', (error: SmtpError) => settle(meaningOf(error, arrived())));
    connection.on('end', () => settle(meaningOf(new Error('the connection was closed'), arrived())));
    connection.connect(failed => {
      if (failed) return settle(meaningOf(failed as SmtpError, false));
      const begin = (): void => {
        arrived = act(connection, settle);
      };
      if (user === '') return begin();
      connection.login({ user, pass: password ?? '' }, error => {
        if (error) settle(meaningOf(error as SmtpError, false));
        else begin();
      });
    });
  });
}

function meaningOf(error: SmtpError, spoken: boolean): Attempt {
  const { responseCode, response } = error;
  const said = response ?? error.message;
  // RFC 5321, 4.2.1: 4yz is worth another try, 5yz is not.
  if (responseCode !== undefined && responseCode >= 500)
    return refused(error.code === 'EAUTH' ? 'signIn' : 'rejected', said, null);
  if (responseCode !== undefined && responseCode >= 400) return refused('busy', said, busyWait);
  if (error.code === 'EAUTH') return refused('signIn', said, null);
  if (spoken) return lost('broke', said);
  // nodemailer gives every failure of the socket the same code; OpenSSL's words tell a certificate.
  if (error.code === 'ETLS' || /certificate|altnames/i.test(error.message))
    return refused('certificate', said, certificateWait);
  return notReached(error);
}

function compose(mail: Mail, settings: SmtpSettings): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: settings.fromName, address: settings.from },
    // RFC 5322, 3.4: a group of nobody.
    to: typeof mail.to === 'string' ? [{ name: '', address: mail.to }] : 'undisclosed-recipients:;',
    subject: mail.subject,
    text: mail.body,
    date: new Date(mail.at),
    messageId: `<${mail.key}@${settings.from.split('@')[1] ?? 'hatif.invalid'}>`,
    // A text is a text: never a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
