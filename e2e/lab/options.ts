/** Is a SIP server there? Only a real answer to a real OPTIONS says so (RFC 3261 section 11). */
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';

/** True when sip:`domain` on UDP 127.0.0.1:`port` answers 200 within 200 ms. */
export async function answersOptions(port: number, domain: string): Promise<boolean> {
  const id = randomUUID();
  const request = [
    `OPTIONS sip:${domain} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK${id}`,
    `From: <sip:probe@probe.invalid>;tag=${id.slice(0, 8)}`,
    `To: <sip:${domain}>`,
    `Call-ID: ${id}`,
    'CSeq: 1 OPTIONS',
    'Max-Forwards: 5',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
  const socket = createSocket('udp4');
  return new Promise<boolean>(resolve => {
    const timer = setTimeout(() => resolve(false), 200);
    timer.unref();
    socket.once('message', message => resolve(message.toString('latin1').startsWith('SIP/2.0 200')));
    socket.once('error', () => resolve(false)); // nobody listens there yet
    socket.connect(port, '127.0.0.1', () => socket.send(request));
  }).finally(() => socket.close());
}
