/** REGISTER (RFC 3261 10.3): who is where. Digest has already said who asks. */
import { parseAddress, parseUri } from './address.ts';
import type { Location } from './location.ts';
import { all, cseq, first, header, respond } from './message.ts';
import type { SipRequest, SipResponse } from './message.ts';

export interface RegistrarOptions<Connection> {
  location: Location<Connection>;
  domain: string;
  now(): number;
  newTag(): string;
}

/** Seconds. */
const EXPIRES = { fallback: 600, shortest: 10, longest: 86_400 } as const;

export class Registrar<Connection> {
  readonly #options: RegistrarOptions<Connection>;

  constructor(options: RegistrarOptions<Connection>) {
    this.#options = options;
  }

  register(request: SipRequest, user: string, connection: Connection): SipResponse {
    const { location, domain, now, newTag } = this.#options;
    const answer = (status: number, reason: string, headers = [] as ReturnType<typeof header>[]) =>
      respond(request, status, reason, { toTag: newTag(), headers });

    const required = all(request, 'require').join(',');
    if (required !== '') return answer(420, 'Bad Extension', [header('Unsupported', required)]);
    const aor = parseUri(parseAddress(first(request, 'to') ?? '').uri);
    if (aor?.host !== domain) return answer(404, 'Not Found');
    if (aor.user !== user) return answer(403, 'Forbidden');

    const contacts = all(request, 'contact');
    const asked = first(request, 'expires');
    const callId = first(request, 'call-id') ?? '';
    const number = cseq(request)?.number ?? 0;

    if (contacts.includes('*')) {
      if (contacts.length > 1 || asked !== '0') return answer(400, 'Bad Contact');
      location.unbind(user, null);
      return answer(200, 'OK');
    }

    const wanted = contacts.map(contact => {
      const { uri, params } = parseAddress(contact);
      const instance = params.get('+sip.instance');
      return {
        uri,
        expires: seconds(params.get('expires') ?? asked),
        instance: instance === undefined ? null : `${instance};${params.get('reg-id') ?? ''}`,
      };
    });
    if (wanted.some(({ uri }) => parseUri(uri) === null)) return answer(400, 'Bad Contact');
    if (wanted.some(({ expires }) => expires > 0 && expires < EXPIRES.shortest))
      return answer(423, 'Interval Too Brief', [header('Min-Expires', String(EXPIRES.shortest))]);
    // Step 7 of RFC 3261 10.3: a request that came out of order changes nothing.
    const late = location
      .of(user, now())
      .some(old => old.callId === callId && old.cseq >= number && wanted.some(({ uri }) => uri === old.uri));
    if (late) return answer(500, 'Out Of Order');

    for (const { uri, expires, instance } of wanted) {
      if (expires === 0) location.unbind(user, uri);
      else {
        const expiresAt = now() + expires * 1000;
        location.bind({ user, uri, connection, expiresAt, callId, cseq: number, instance });
      }
    }
    const list = location
      .of(user, now())
      .map(({ uri, expiresAt }) =>
        header('Contact', `<${uri}>;expires=${String(Math.round((expiresAt - now()) / 1000))}`),
      );
    return answer(200, 'OK', list);
  }
}

/** A wrong value counts as the fallback (RFC 3261 10.2.1.1). */
function seconds(text: string | undefined): number {
  if (text === undefined || !/^\d+$/.test(text)) return EXPIRES.fallback;
  return Math.min(Number(text), EXPIRES.longest);
}
