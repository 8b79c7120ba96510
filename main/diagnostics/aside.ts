/** Calls that belong to no customer: nobody sees them, nothing is written of them, no outcome is asked for. */
import type { CallView } from '../../shared/call/view.ts';
import type { Telephony } from '../telephony/port.ts';
import type { EchoCalls } from './self-check.ts';

/** `telephony` is what the rest of main gets; calls that are dialled by the other go on beside it. */
export function setAside(telephony: Telephony): { telephony: Telephony; echoCalls: EchoCalls } {
  const aside = new Set<string>();
  /** The calls that were there when one is dialled. */
  let dialling: ReadonlySet<string> | null = null;
  // The first to listen, so that everybody after it knows.
  telephony.onCall((callId, view) => {
    if (view !== null && dialling?.has(callId) === false) aside.add(callId);
  });
  const shown: Telephony = Object.create(telephony, {
    calls: { get: (): readonly CallView[] => telephony.calls.filter(call => !aside.has(call.id)) },
    onCall: {
      value: (listener: (callId: string, view: CallView | null) => void) =>
        telephony.onCall((callId, view) => {
          if (!aside.has(callId)) listener(callId, view);
        }),
    },
  }) as Telephony;

  return {
    telephony: shown,
    echoCalls: {
      get busy() {
        return shown.calls.some(call => call.phase !== 'ended');
      },
      onBusy: listener =>
        shown.onCall((_callId, view) => {
          if (view !== null && view.phase !== 'ended') listener();
        }),
      dial(target, accountId) {
        dialling = new Set(telephony.calls.map(call => call.id));
        try {
          return telephony.dial(target, accountId);
        } finally {
          dialling = null;
        }
      },
      watch(callId, listener) {
        listener(telephony.calls.find(call => call.id === callId) ?? null);
        return telephony.onCall((changed, view) => {
          if (changed === callId) listener(view);
        });
      },
      end(callId) {
        const put = telephony.onCall((changed, view) => {
          if (changed !== callId || view?.phase !== 'ended') return;
          put.dispose();
          telephony.dismiss(callId);
        });
        telephony.hangUp(callId).catch(() => {
          // It was over already.
          put.dispose();
          telephony.dismiss(callId);
        });
      },
    },
  };
}
