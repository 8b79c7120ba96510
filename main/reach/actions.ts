/** What a key, a command line or a program does to the calls there are: always to the one that an agent would mean. */
import type { CallView } from '../../shared/call/view.ts';
import { HatifError } from '../../shared/errors.ts';
import type { Telephony } from '../telephony/port.ts';

type Act = 'answer' | 'hangUp' | 'mute' | 'hold';

/** HatifError `wrongState` when there is no call for it. */
export async function act(telephony: Telephony, what: Act): Promise<void> {
  const call = meant(telephony.calls, what);
  if (call === undefined) throw new HatifError('wrongState', `no call to ${what}`);
  switch (what) {
    case 'answer':
      return telephony.answer(call.id);
    case 'hangUp':
      return call.phase === 'ringing' && call.direction === 'inbound'
        ? telephony.decline(call.id)
        : telephony.hangUp(call.id);
    case 'mute':
      return telephony.setMuted(call.id, !call.muted);
    case 'hold':
      return telephony.setHold(call.id, call.hold === 'none' || call.hold === 'remote');
  }
}

function meant(calls: readonly CallView[], what: Act): CallView | undefined {
  const rings = calls.find(call => call.phase === 'ringing' && call.direction === 'inbound');
  const talks = calls.find(call => call.phase === 'established' && call.hold === 'none');
  const stands = calls.find(call => call.phase === 'established');
  const dials = calls.find(call => call.phase === 'dialling' || call.phase === 'answering');
  switch (what) {
    case 'answer':
      return rings;
    case 'hangUp':
      // One who talks does not mean the caller who waits.
      return talks ?? dials ?? rings ?? stands;
    case 'mute':
    case 'hold':
      return talks ?? stands;
  }
}
