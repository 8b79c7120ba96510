/** A guard that lets everything through: for stories that are not about hostile messages. */
import type { Guard, HeaderScan } from '../../../shared/sip/port.ts';

export const plainGuard: Guard = frame => {
  const text = typeof frame === 'string' ? frame : Buffer.from(frame).toString('utf8');
  if (text.trim() === '') return { kind: 'keepAlive', pong: text === '\r\n\r\n' ? '\r\n' : null };
  return { kind: 'pass', text, scan: scan(text) };
};

function scan(text: string): HeaderScan {
  const header = (name: string): string | null =>
    new RegExp(`^${name}[ \t]*:[ \t]*([^\r\n]*)`, 'im').exec(text)?.[1] ?? null;
  const address = (value: string | null): { user: string; name: string | null } => ({
    user: /sips?:([^@;>]*)@/i.exec(value ?? '')?.[1] ?? '',
    name: /^"([^"]*)"/.exec(value ?? '')?.[1] ?? null,
  });
  const optional = (value: string | null) => (value === null ? null : address(value));
  const [number = '0', method = ''] = (header('CSeq') ?? '').split(/\s+/);
  return {
    method: /^([A-Z]+) \S+ SIP\/2\.0/.exec(text)?.[1] ?? null,
    status: Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0) || null,
    callId: header('Call-ID') ?? '',
    cseq: { number: Number(number), method },
    inDialog: /;\s*tag=/i.test(header('To') ?? ''),
    from: address(header('From')),
    to: address(header('To')),
    asserted: optional(header('P-Asserted-Identity')),
    anonymous: /\bid\b/.test(header('Privacy') ?? ''),
    diversion: optional(header('Diversion')),
  };
}
