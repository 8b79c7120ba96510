/** Where users can be reached: contact bindings (RFC 3261 10.3), each tied to the connection it was registered over (RFC 5626 5.3). */
import { parseUri } from './address.ts';
import { LIMITS } from './limits.ts';

export interface Binding<Connection> {
  readonly user: string;
  /** The Contact URI as it was registered. */
  readonly uri: string;
  readonly connection: Connection;
  /** ms since the epoch. */
  readonly expiresAt: number;
  readonly callId: string;
  readonly cseq: number;
  /** The device (+sip.instance and reg-id); a new contact of the same device takes the place of its old one. */
  readonly instance: string | null;
}

export class Location<Connection> {
  /** Per user, oldest first. */
  readonly #bindings = new Map<string, Binding<Connection>[]>();

  /** Puts the binding last, as the newest of its user. */
  bind(binding: Binding<Connection>): void {
    const others = (this.#bindings.get(binding.user) ?? []).filter(
      old =>
        contactKey(old.uri) !== contactKey(binding.uri) &&
        (binding.instance === null || old.instance !== binding.instance),
    );
    this.#bindings.set(binding.user, [...others, binding].slice(-LIMITS.contactsPerUser));
  }

  unbind(user: string, uri: string | null): void {
    this.#keep(user, binding => uri !== null && contactKey(binding.uri) !== contactKey(uri));
  }

  /** A closed connection takes its bindings along: nothing can be sent over it again. */
  drop(connection: Connection): void {
    for (const user of this.#bindings.keys()) this.#keep(user, binding => binding.connection !== connection);
  }

  /** Living bindings of a user, oldest first. */
  of(user: string, now: number): readonly Binding<Connection>[] {
    this.#keep(user, binding => binding.expiresAt > now);
    return this.#bindings.get(user) ?? [];
  }

  /** The binding whose Contact this is: the remote target of a request inside a dialog. */
  byContact(uri: string, now: number): Binding<Connection> | null {
    const key = contactKey(uri);
    for (const bindings of this.#bindings.values())
      for (const binding of bindings)
        if (contactKey(binding.uri) === key && binding.expiresAt > now) return binding;
    return null;
  }

  #keep(user: string, wanted: (binding: Binding<Connection>) => boolean): void {
    const kept = (this.#bindings.get(user) ?? []).filter(wanted);
    if (kept.length === 0) this.#bindings.delete(user);
    else this.#bindings.set(user, kept);
  }
}

/** User and host name a contact; its parameters differ between Contact and Request-URI (RFC 3261 19.1.1, table 1). */
function contactKey(uri: string): string {
  const parsed = parseUri(uri);
  return parsed ? `${parsed.user ?? ''}@${parsed.host}` : uri;
}
