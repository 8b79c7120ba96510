/** Why a socket could not be had, from what Node, TLS and `ws` throw, in terms a person can act on. */
import type { LineFault } from '../../shared/lines/types.ts';
import { messageOf } from './log.ts';

export interface SocketFault {
  fault: LineFault;
  /** Host, HTTP status or certificate reason. */
  detail: string | null;
}

const byCode: Readonly<Record<string, LineFault>> = {
  ENOTFOUND: 'hostNotFound',
  EAI_AGAIN: 'hostNotFound',
  EAI_NONAME: 'hostNotFound',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  EADDRNOTAVAIL: 'refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
};

/** OpenSSL's verify results and Node's own check of the name (node:tls, "X509 certificate error codes"). */
const certificateCode =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|CRL_|ERROR_IN_CERT|PATH_LENGTH)/;

export function faultOfError(thrown: unknown, host: string): SocketFault {
  const code = codeOf(thrown);
  if (certificateCode.test(code)) return { fault: 'certificate', detail: code };
  const known = byCode[code];
  if (known) return { fault: known, detail: host };
  // `ws` gives its own refusals no code.
  const text = messageOf(thrown);
  if (
    /subprotocol|Sec-WebSocket|Upgrade header|Parse Error|wrong version number/i.test(text) ||
    code.startsWith('HPE_')
  ) {
    return { fault: 'notSip', detail: text };
  }
  return { fault: 'lost', detail: code || text };
}

/** A web server answered, but not as a SIP WebSocket. */
export function faultOfHttp(status: number): SocketFault {
  return { fault: status === 503 ? 'serverBusy' : 'notSip', detail: `HTTP ${status}` };
}

/** A host with several addresses fails with one error for all of them: the first speaks. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return codeOf(thrown.errors[0]);
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return typeof code === 'string' ? code : '';
}
