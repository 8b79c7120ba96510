/** What goes to many who do not see each other, and what goes over the phone system. */
import { HatifError } from '../../shared/errors.ts';
import { mailto } from '../../shared/followups/mailto.ts';
import type { OutboxPayload } from '../../shared/outbox/types.ts';
import type { LeftOutReason } from '../../shared/people/bulk.ts';
import type { Gate } from '../desk/gate.ts';
import type { Store } from '../store/port.ts';
import { lost, refused, type Attempt } from './attempt.ts';
import type { Mail } from './smtp.ts';

interface Ways {
  store: Pick<Store, 'leaveOutOfMail'>;
  gate: Pick<Gate, 'judge'>;
  country: () => string;
  /** Null: e-mail is not set up. */
  sendMail: ((mail: Pick<Mail, 'to' | 'subject' | 'body'>) => Promise<Attempt>) | null;
  openMail: (address: string) => Promise<void>;
}

/** Who refused since it was written does not get it; whoever else is on it does. */
export async function sendToMany(
  id: string,
  payload: Extract<OutboxPayload, { by: 'bcc' }>,
  { store, gate, country, sendMail, openMail }: Ways,
): Promise<Attempt> {
  const { bcc, subject, body, program } = payload;
  const left: { personId: string; reason: LeftOutReason }[] = [];
  const to: string[] = [];
  for (const { personId, to: target } of bcc) {
    const wanted = { channel: 'email', personId, target, country: country() } as const;
    const reason = (await gate.judge(wanted))?.reasons[0];
    if (reason === undefined) to.push(target);
    else left.push({ personId, reason });
  }
  if (to.length === 0) return refused('barred', null, null);
  if (left.length > 0) await store.leaveOutOfMail(id, left);
  if (program) return handOver({ bcc: to, subject, body }, openMail);
  if (sendMail === null) return refused('notSetUp', null, null);
  const attempt = await sendMail({ to: [...new Set(to)], subject, body });
  const refusedTo = attempt.result === 'done' ? (attempt.refusedTo ?? []) : [];
  const notTaken = bcc.flatMap(each =>
    refusedTo.includes(each.to) ? [{ personId: each.personId, reason: 'addressRefused' as const }] : [],
  );
  if (notTaken.length > 0) await store.leaveOutOfMail(id, notTaken);
  return attempt;
}

/** What becomes of it there is not told to us. */
async function handOver(
  mail: { bcc: string[]; subject: string; body: string },
  openMail: (address: string) => Promise<void>,
): Promise<Attempt> {
  const address = mailto(mail);
  if (address === null) return refused('rejected', null, null);
  try {
    await openMail(address);
  } catch {
    return refused('notSetUp', null, null);
  }
  return lost('mailProgram', null);
}

export async function sendOverLine(
  { to, body }: Extract<OutboxPayload, { by: 'line' }>,
  sendMessage: (target: string, text: string) => Promise<void>,
): Promise<Attempt> {
  try {
    await sendMessage(to, body);
    return { result: 'done', detail: null };
  } catch (cause) {
    if (!(cause instanceof HatifError)) return lost('broke', null);
    const { code, message, retryable } = cause;
    // Nobody answered: it may be there all the same.
    if (cause.cause === 408) return lost('broke', message);
    if (code === 'refused') return refused('rejected', message, retryable ? 0 : null);
    return code === 'badNumber' || code === 'badInput'
      ? refused('rejected', message, null)
      : refused('unreachable', message, 0);
  }
}
