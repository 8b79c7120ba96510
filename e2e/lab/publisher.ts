/** Tells a presence server of somebody, as their phone or their mailbox would (RFC 3903). */
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { inTime } from '../support/until.ts';

/** @returns the status */
export async function publish(
  port: number,
  of: string,
  event: string,
  contentType: string,
  body: string,
): Promise<number> {
  const request = [
    `PUBLISH ${of} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK${randomUUID()}`,
    `From: <${of}>;tag=${randomUUID()}`,
    `To: <${of}>`,
    `Call-ID: ${randomUUID()}`,
    'CSeq: 1 PUBLISH',
    'Max-Forwards: 5',
    'Expires: 600',
    `Event: ${event}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
  const socket = createSocket('udp4');
  const answer = new Promise<number>((resolve, reject) => {
    socket.on('message', message => {
      const status = Number(/^SIP\/2\.0 (\d{3})/.exec(message.toString('latin1'))?.[1] ?? 0);
      if (status >= 200) resolve(status);
    });
    socket.once('error', reject);
    socket.connect(port, '127.0.0.1', () => socket.send(request));
  });
  return inTime('the answer to PUBLISH', answer).finally(() => socket.close());
}
