/** The card of a call that rings while another program is in front, with its window. */
import { app } from 'electron';
import type { DisposableStore } from '../../shared/disposable.ts';
import { languageOf } from '../../shared/i18n/words.ts';
import { RingCard } from '../desk/ring-card.ts';
import type { Telephony } from '../telephony/port.ts';
import { RingingWindow } from '../windows/ringing.ts';
import type { WindowRoles } from '../windows/roles.ts';
import type { Ground } from './ground.ts';

export function buildRingCard(
  { environment, workspace, settings, words, emit }: Ground,
  { telephony, roles }: { telephony: Telephony; roles: WindowRoles },
  ends: DisposableStore,
): RingCard {
  return ends.add(
    new RingCard({
      telephony,
      workspace,
      window: ends.add(new RingingWindow({ bundle: environment.bundle, roles })),
      settings: () => settings.current,
      words,
      language: () => settings.current.language ?? languageOf(app.getLocale()),
      emit,
    }),
  );
}
