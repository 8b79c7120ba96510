/**
 * What a registrar gives along with its 200: the way out (Service-Route, RFC 3608), addresses that mean this phone
 * wherever it is (GRUU, RFC 5627), and how long a flow may be silent (RFC 5626). Hostile text.
 */
import { Grammar, type Core, type URI, type UserAgent } from 'sip.js';
import { readAddress, readUri, type Address } from '../../shared/sip/address.ts';
import { splitOutside, unquote } from '../../shared/sip/syntax.ts';

export interface RegistrarServices {
  /** Values of Route for requests outside dialogs, in order. */
  readonly serviceRoute: readonly string[];
  readonly publicGruu: URI | null;
  /** Seconds after which the server gives up a flow that is silent (RFC 5626 4.4). */
  readonly flowTimer: number | null;
}

export const noServices: RegistrarServices = {
  serviceRoute: [],
  publicGruu: null,
  flowTimer: null,
};

/** More hops than any system has. */
const mostHops = 8;
const longest = 1_024;

type ResponseMessage = Core.IncomingResponse['message'];

/** `contact` is the user part of our own binding. */
export function readServices(response: ResponseMessage, contact: string): RegistrarServices {
  const own = valuesOf(response, 'contact')
    .map(readAddress)
    .find(address => address !== null && readUri(address.uri)?.user === contact);
  return {
    serviceRoute: readRoute(valuesOf(response, 'service-route')),
    publicGruu: publicGruuOf(own),
    flowTimer: seconds(response.getHeader('flow-timer')),
  };
}

/**
 * From now on requests outside dialogs take that way, and what we say of where we are is the GRUU (RFC 5627 4.4.2). Both
 * are SIP.js's own places for them.
 */
export function adoptServices(userAgent: UserAgent, services: RegistrarServices): void {
  userAgent.userAgentCore.configuration.routeSet = [...services.serviceRoute];
  userAgent.contact.pubGruu = services.publicGruu ?? undefined;
}

function valuesOf(response: ResponseMessage, name: string): string[] {
  return response
    .getHeaders(name)
    .flatMap(value => (value.length > longest * mostHops ? [] : (splitOutside(value, ',') ?? [])))
    .map(value => value.trim());
}

/** One hop that is no loose router would make all the requests go astray: then there is no such way. */
function readRoute(values: readonly string[]): string[] {
  const hops = values.map(value => {
    const address = value.length > longest ? null : readAddress(value);
    const uri = address === null ? null : readUri(address.uri);
    const loose = uri !== null && /^sips?$/.test(uri.scheme) && /;lr(?=[;=]|$)/i.test(uri.parameters);
    return loose && address !== null ? `<${address.uri}>` : null;
  });
  const whole = hops.filter(hop => hop !== null);
  return whole.length === hops.length && hops.length <= mostHops ? whole : [];
}

function publicGruuOf(own: Address | null | undefined): URI | null {
  const written = own?.parameters.get('pub-gruu');
  if (written === undefined || written.length > longest) return null;
  const text = written.startsWith('"') ? unquote(written) : written;
  const uri = readUri(text);
  // A GRUU says so (RFC 5627 4.2.1), or it is an address like any other.
  if (uri === null || !/^sips?$/.test(uri.scheme) || !/;gr(?=[;=]|$)/i.test(uri.parameters)) return null;
  return Grammar.URIParse(text) ?? null;
}

function seconds(text: string | undefined): number | null {
  const digits = /^\s*(\d{1,6})\s*(?:;|$)/.exec(text ?? '')?.[1];
  const value = Number(digits);
  return digits === undefined || value === 0 ? null : value;
}
