/**
 * Answers digest challenges (RFC 3261 22.4, RFC 7616, RFC 8760), but only those of our own server. SIP.js answers
 * anyone's: whoever is called, or calls and waits for our BYE, could send a 407 and guess the password from the answer.
 */
import { randomBytes } from 'node:crypto';
import { Core } from 'sip.js';
import { z } from 'zod';
import { algorithmOf, type DigestAlgorithm } from '../../../shared/sip/challenge.ts';
import { refuseControlCharacters } from '../../../shared/sip/text.ts';
import type { RealmPin } from './realm.ts';
import { digestResponse } from './response.ts';

export interface DigestOptions {
  loggerFactory: Core.LoggerFactory;
  /** As the server knows us. */
  username: string;
  password: string;
  /**
   * Hosts whose requests may carry credentials: the domain of the line and the host of its server. A Request-URI at any
   * other host names somebody else, who could have sent the challenge.
   */
  hosts: readonly string[];
  /** Of the server in use. */
  realm: () => RealmPin;
  /** Algorithms that may be used; MD5 is left out where policy forbids it. Default: SHA-256 and MD5. */
  algorithms?: readonly DigestAlgorithm[];
  /** A challenge was left unanswered; `detail` is the realm or algorithm that was refused, hostile text. */
  refused?: (detail: string | null) => void;
  /** Random text for cnonce. */
  cnonce?: () => string;
}

/** What SIP.js reads from WWW-Authenticate or Proxy-Authenticate; all of it hostile. */
const quoted = z
  .string()
  .max(2_048)
  .regex(/^(?:[^\u0000-\u001f\u007f"\\]|\\[^\u0000-\u001f\u007f])*$/);
const challengeSchema = z.object({
  realm: quoted.min(1),
  nonce: quoted.min(1),
  opaque: quoted.optional(),
  algorithm: z.string().max(32).optional(),
  qop: z.array(z.string()).optional(),
  stale: z.boolean().optional(),
});

/** For `userAgent.userAgentCore.configuration.authenticationFactory`. */
export function createAuthenticationFactory(options: DigestOptions): () => Core.DigestAuthentication {
  return () => new PinnedDigest(options);
}

/** SIP.js makes one for each request and asks it again when the server calls the nonce stale. */
class PinnedDigest extends Core.DigestAuthentication {
  readonly #options: DigestOptions;
  readonly #log: Core.Logger;
  #nonce: string | null = null;
  #count = 0;
  #header: string | null = null;

  constructor(options: DigestOptions) {
    // The base class gets no secret, so that nothing but our own authenticate() can answer.
    super(options.loggerFactory, undefined, undefined, undefined);
    this.#options = options;
    this.#log = options.loggerFactory.getLogger('hatif.digest');
  }

  override authenticate(request: Core.OutgoingRequestMessage, challenge: unknown): boolean {
    this.#header = null;
    const read = challengeSchema.safeParse(challenge);
    if (!read.success) return this.#refuse('a malformed challenge');
    const { realm, nonce, opaque } = read.data;
    const host = request.ruri.host.toLowerCase();
    if (!this.#options.hosts.some(own => own.toLowerCase() === host)) return this.#refuse('a foreign target');
    if (!this.#options.realm().accepts(realm, request.method)) return this.#refuse('a foreign realm', realm);
    const algorithm = algorithmOf(read.data.algorithm);
    const allowed = this.#options.algorithms ?? ['SHA-256', 'MD5'];
    if (algorithm === null || !allowed.includes(algorithm))
      return this.#refuse('an algorithm that is not allowed', read.data.algorithm ?? 'MD5');
    const qop = chooseQop(read.data.qop);
    if (qop === null) return this.#refuse('an unknown quality of protection');

    // RFC 7616 3.4: the count belongs to the nonce.
    this.#count = nonce === this.#nonce ? this.#count + 1 : 1;
    this.#nonce = nonce;
    this.stale = read.data.stale;
    this.#header = this.#answer({
      request,
      realm,
      nonce,
      opaque,
      algorithm,
      qop,
      named: read.data.algorithm,
    });
    return true;
  }

  override toString(): string {
    if (this.#header === null) throw new Error('No challenge was answered.');
    return this.#header;
  }

  #answer(challenge: {
    request: Core.OutgoingRequestMessage;
    realm: string;
    nonce: string;
    opaque: string | undefined;
    algorithm: DigestAlgorithm;
    qop: 'auth' | 'auth-int' | 'none';
    named: string | undefined;
  }): string {
    const { request, realm, nonce, opaque, algorithm, qop } = challenge;
    const username = refuseControlCharacters(this.#options.username);
    const uri = request.ruri.toRaw();
    const protection =
      qop === 'none'
        ? null
        : {
            qop,
            cnonce: this.#options.cnonce?.() ?? randomBytes(12).toString('hex'),
            count: this.#count.toString(16).padStart(8, '0'),
          };
    const response = digestResponse({
      algorithm,
      username,
      realm,
      password: this.#options.password,
      method: request.method,
      uri,
      nonce,
      protection,
      body: request.body?.body ?? '',
    });
    const parts = [
      `Digest username="${username.replace(/["\\]/g, '\\$&')}"`,
      `realm="${realm}"`,
      `nonce="${nonce}"`,
      `uri="${uri}"`,
      `response="${response}"`,
      // 22.4: a server that named none may not know the parameter.
      ...(challenge.named === undefined ? [] : [`algorithm=${algorithm}`]),
      ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
      ...(protection === null
        ? []
        : [`qop=${protection.qop}`, `cnonce="${protection.cnonce}"`, `nc=${protection.count}`]),
    ];
    return parts.join(', ');
  }

  #refuse(what: string, detail: string | null = null): false {
    this.#options.refused?.(detail);
    this.#log.warn(`No credentials for ${what}.`);
    return false;
  }
}

function chooseQop(offered: readonly string[] | undefined): 'auth' | 'auth-int' | 'none' | null {
  if (offered === undefined || offered.length === 0) return 'none';
  if (offered.includes('auth')) return 'auth';
  return offered.includes('auth-int') ? 'auth-int' : null;
}
