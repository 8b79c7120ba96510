/** The phone's own rules, lamps and codes as they are set, and messages between the phone system and the timeline. */
import type { Override } from '../../shared/people/gate.ts';
import type { Gate } from './gate.ts';
import { uuidv7 } from 'uuidv7';
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import { toE164 } from '../../shared/numbers/index.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import type { Emit } from '../ipc/serve.ts';
import type { Store } from '../store/port.ts';
import type { IncomingMessage, Telephony } from '../telephony/port.ts';

export interface PhoneDeskOptions {
  telephony: Pick<
    Telephony,
    | 'setRules'
    | 'setHeaders'
    | 'watch'
    | 'lamps'
    | 'onLamps'
    | 'onMessage'
    | 'sendMessage'
    | 'runCode'
    | 'dial'
    | 'transfer'
    | 'sendDtmf'
  >;
  store: Pick<Store, 'addMessage'>;
  /** A message reaches somebody as a call does. */
  gate: Pick<Gate, 'pass'>;
  settings: { readonly current: Settings; onChange(listener: (settings: Settings) => void): Disposable };
  emit: Emit;
  now: () => number;
  /** Who works here; null when there is no name. */
  agentName: () => string | null;
  /** Somebody's page has more on it. */
  desk: { contactsChanged(): Promise<void> };
  /** A message for the agent, who may be elsewhere. */
  tell: (message: { who: string; text: string }) => void;
  /** What to call who writes and shows neither number nor name. */
  nameless: () => string;
}

export class PhoneDesk implements Disposable {
  readonly #options: PhoneDeskOptions;
  readonly #ends = new DisposableStore();

  constructor(options: PhoneDeskOptions) {
    this.#options = options;
    const { telephony, settings, emit } = options;
    this.#follow(settings.current);
    this.#ends.add(settings.onChange(current => this.#follow(current)));
    this.#ends.add(telephony.onLamps(board => emit('lamps', board)));
    this.#ends.add(telephony.onMessage(message => this.#received(message)));
  }

  /** Throws HatifError: notFound, badInput when the code wants a call or a colleague, and what telephony throws. */
  async enterCode(given: { codeId: string; callId: string | null; lampId: string | null }): Promise<void> {
    const { telephony, settings } = this.#options;
    const { codes, lamps } = settings.current.phone;
    const code = codes.find(({ id }) => id === given.codeId);
    const lamp = lamps.find(({ id }) => id === given.lampId);
    if (code === undefined || (given.lampId !== null && lamp === undefined))
      throw new HatifError('notFound', 'There is no such code, or no such colleague.');
    switch (code.use) {
      case 'send':
        return telephony.runCode(code.code, null);
      case 'call':
        return void telephony.dial(code.code, null);
      case 'colleague':
        if (lamp === undefined) throw new HatifError('badInput', 'The code is for a colleague.');
        return void telephony.dial(code.code + lamp.number, null);
      case 'transfer':
        return telephony.transfer(ofCall(given.callId), code.code, code.name);
      case 'digits':
        return telephony.sendDtmf(ofCall(given.callId), code.code.replaceAll('+', ''));
    }
  }

  /** Sent first, then written down: what stands on a timeline arrived. */
  async send(message: {
    target: string;
    text: string;
    personId: string | null;
    override?: Override | undefined;
  }): Promise<void> {
    const { telephony, settings, gate } = this.#options;
    const { target, text, personId } = message;
    const [account] = settings.current.accounts;
    const country = account?.country ?? '';
    await gate.pass([{ channel: 'message', personId, target, country }], message.override);
    await telephony.sendMessage(target, text, null);
    await this.#write('outbound', {
      accountId: account?.id ?? null,
      number: target,
      e164: toE164(target, country),
      name: null,
      text,
      personId,
    });
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #follow({ phone }: Settings): void {
    const { telephony } = this.#options;
    telephony.setRules(phone.rules);
    telephony.setHeaders(phone.headers);
    telephony.watch({ lamps: phone.lamps, pickUpCode: phone.pickUpCode });
  }

  async #received({ accountId, from, text }: IncomingMessage): Promise<void> {
    const name = from.name ?? (from.number === '' ? this.#options.nameless() : null);
    const person = await this.#write('inbound', { accountId, ...from, name, text, personId: null });
    const who = person?.name ?? name ?? from.number;
    this.#options.tell({ who, text });
  }

  async #write(
    direction: 'inbound' | 'outbound',
    message: Omit<Parameters<Store['addMessage']>[0], 'id' | 'at' | 'direction' | 'agent'>,
  ): ReturnType<Store['addMessage']> {
    const { store, agentName, now, desk } = this.#options;
    const agent = direction === 'outbound' ? agentName() : null;
    const person = await store.addMessage({ ...message, id: uuidv7(), at: now(), direction, agent });
    void desk.contactsChanged();
    return person;
  }
}

function ofCall(callId: string | null): string {
  if (callId === null) throw new HatifError('badInput', 'The code is for a call.');
  return callId;
}
