/** What goes along with a call that the agent hands on: who it is, why, the note, where more stands, and the place in the script. */
import { decodeHandover, encodeHandover } from '../../shared/handover/codec.ts';
import { safeLink } from '../../shared/handover/call-info.ts';
import { nothingAlong, type Handover } from '../../shared/handover/types.ts';
import type { ScriptDesk } from '../scripts/desk.ts';
import type { Store } from '../store/port.ts';
import type { Telephony } from '../telephony/port.ts';
import type { Desk } from './desk.ts';

export interface HandoverParts {
  desk: Pick<Desk, 'contexts' | 'drafts'>;
  telephony: Pick<Telephony, 'calls'>;
  store: Pick<Store, 'contact'>;
  scripts: Pick<ScriptDesk, 'placeIn'>;
  /** Null when there is no name. */
  agentName: () => string | null;
  now: () => number;
}

export class Handovers {
  readonly #parts: HandoverParts;
  /** Calls of which something was sent along when somebody was asked. */
  readonly #sent = new Set<string>();

  constructor(parts: HandoverParts) {
    this.#parts = parts;
  }

  /** As it will arrive: what is too long is cut here as it is there. */
  async of(callId: string): Promise<Handover> {
    const { desk, telephony, scripts, agentName } = this.#parts;
    const call = telephony.calls.find(({ id }) => id === callId);
    const context = desk.contexts.find(each => each.callId === callId);
    const note = desk.drafts.find(({ interactionId }) => interactionId === callId)?.note.trim() ?? '';
    const place = scripts.placeIn(callId);
    const whole: Handover = {
      by: agentName(),
      who: context?.person?.name ?? (call?.remote.name || call?.remote.e164 || call?.remote.number || null),
      why: place?.title ?? call?.called ?? null,
      note: note === '' ? (call?.handed?.note ?? null) : note,
      link: await this.#link(context?.person?.id ?? null),
      script: place?.place ?? null,
    };
    return { ...(decodeHandover(encodeHandover(whole)) ?? nothingAlong), link: whole.link };
  }

  /** `wanted`: the agent wants it sent along. */
  async whenAsking(callId: string, wanted: boolean): Promise<Handover | null> {
    if (!wanted) return null;
    this.#sent.add(callId);
    return this.of(callId);
  }

  /** For the call that is handed on at last, by either of the two: as it is now, if it was sent along when somebody was asked. */
  async whenJoining(callId: string): Promise<Handover | null> {
    const { calls } = this.#parts.telephony;
    const first = calls.find(({ id }) => id === callId)?.consultFor ?? callId;
    return this.#sent.delete(first) ? this.of(first) : null;
  }

  async #link(personId: string | null): Promise<string | null> {
    if (personId === null) return null;
    const { store, now } = this.#parts;
    // A transfer does not wait for a store that has failed.
    const contact = await store.contact(personId, now()).catch(() => null);
    return contact?.fields.links.map(({ url }) => safeLink(url)).find(link => link !== null) ?? null;
  }
}
