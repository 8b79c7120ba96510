/**
 * A call that rings while the agent looks at another program, a full-screen one too: a small card above everything, which
 * takes no focus away. It says who it is and lets the call be answered, declined, silenced or sent where messages are taken.
 */
import type { CallView } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import { DisposableStore } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { Words } from '../../shared/i18n/keys.ts';
import type { RingAct, RingCard as Card } from '../../shared/ipc/ringing.ts';
import { showNumber } from '../../shared/numbers/index.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import type { Emit } from '../ipc/serve.ts';
import type { Telephony } from '../telephony/port.ts';

export interface RingCardOptions {
  telephony: Pick<Telephony, 'calls' | 'onCall' | 'answer' | 'decline' | 'silence' | 'forward'>;
  /** Where the agent looks, and what is brought to the front. */
  workspace: { readonly focused: boolean; onFocus(listener: () => void): Disposable; open(): void };
  window: { show(card: Card): void; hide(): void };
  settings: () => Pick<Settings, 'phone'>;
  words: () => Words;
  language: () => Card['language'];
  emit: Emit;
}

export class RingCard implements Disposable {
  readonly #options: RingCardOptions;
  readonly #ends = new DisposableStore();
  readonly #callers = new Map<string, CallerContext>();

  constructor(options: RingCardOptions) {
    this.#options = options;
    this.#ends.add(options.telephony.onCall((callId, view) => this.#changed(callId, view)));
    this.#ends.add(options.workspace.onFocus(() => this.#look()));
  }

  /** Who calls was found. */
  callerIs(context: CallerContext): void {
    const known = this.#options.telephony.calls.some(
      ({ id, phase }) => id === context.callId && phase !== 'ended',
    );
    // It comes before the call itself is told of.
    if (known || this.#callers.size < mostCallers) this.#callers.set(context.callId, context);
    this.#look();
  }

  /** What the card shows now; null for none. */
  get card(): Card | null {
    const { telephony, settings, words, language, workspace } = this.#options;
    if (workspace.focused || !settings().phone.ringCard) return null;
    const [call, ...others] = telephony.calls.filter(rings);
    if (call === undefined) return null;
    const say = words();
    const person = this.#callers.get(call.id)?.person ?? null;
    return {
      callId: call.id,
      language: language(),
      title: say('ringing.title'),
      name: clip(person?.name ?? call.remote.name),
      organisation: clip(person?.organisation?.name ?? null),
      number: clip(showNumber(call.remote.e164 ?? call.remote.number, '')) ?? '',
      called: call.called === null ? null : clip(say('call.called', { called: call.called })),
      more: others.length === 0 ? null : say('ringing.more'),
      silenced: call.silenced,
      words: {
        answer: say('call.answer'),
        decline: say('call.decline'),
        silence: say(call.silenced ? 'call.silenced' : 'call.silence'),
        send: settings().phone.takesMessages === null ? null : say('ringing.send'),
        open: say('ringing.open'),
      },
    };
  }

  async act(callId: string, act: RingAct): Promise<void> {
    const { workspace, emit } = this.#options;
    try {
      await this.#do(callId, act);
      if (act === 'answer') workspace.open();
    } catch (thrown) {
      const code = thrown instanceof HatifError ? thrown.code : 'internal';
      workspace.open();
      emit('notice', { key: `error.${code}`, values: {}, tone: 'error' });
    }
  }

  dispose(): void {
    this.#ends.dispose();
    this.#options.window.hide();
  }

  async #do(callId: string, act: RingAct): Promise<void> {
    const { telephony, workspace, settings } = this.#options;
    switch (act) {
      case 'answer':
        return telephony.answer(callId);
      case 'decline':
        return telephony.decline(callId);
      case 'silence':
        return telephony.silence(callId);
      case 'send': {
        const { takesMessages } = settings().phone;
        if (takesMessages === null) throw new HatifError('wrongState', 'No number takes messages.');
        return telephony.forward(callId, takesMessages);
      }
      case 'open':
        return workspace.open();
    }
  }

  #changed(callId: string, view: CallView | null): void {
    if (view === null || view.phase === 'ended') this.#callers.delete(callId);
    this.#look();
  }

  #look(): void {
    const { card } = this;
    if (card === null) this.#options.window.hide();
    else this.#options.window.show(card);
  }
}

/** Calls whose caller is remembered before they are told of: more ring at once only where something is wrong. */
const mostCallers = 16;

const rings = (call: CallView): boolean => call.direction === 'inbound' && call.phase === 'ringing';

const clip = (text: string | null): string | null =>
  text === null || text === '' ? null : text.slice(0, 256);
