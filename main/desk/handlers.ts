/** Each procedure of the border and the part that does it. No decisions here. */
import { HatifError } from '../../shared/errors.ts';
import type { Snapshot } from '../../shared/ipc/contract.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import type { AudioDevice } from '../../shared/media/protocol.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { MediaPort } from '../media/port.ts';
import { passwordName, type Secrets } from '../settings/secrets.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Store } from '../store/port.ts';
import type { Telephony } from '../telephony/port.ts';
import type { Desk } from './desk.ts';
import type { PracticeDesk } from './practice.ts';

export interface Parts {
  desk: Desk;
  telephony: Telephony;
  media: MediaPort;
  store: Store;
  practice: PracticeDesk;
  settings: SettingsStore;
  secrets: Secrets;
  devices: () => AudioDevice[];
  runtime: Snapshot['runtime'];
  startFreshStore: () => Promise<void>;
  quit: () => void;
}

export function createHandlers(parts: Parts): Handlers {
  const { desk, telephony, media, store, practice, settings, secrets } = parts;

  const saveLine = (account: AccountSettings, password: string | null): void => {
    if (password !== null) secrets.write(passwordName(account.id), password);
    const others = settings.current.accounts.filter(each => each.id !== account.id);
    settings.change({ accounts: [...others, account] });
    telephony.addLine(account, secrets.read(passwordName(account.id)) ?? '');
  };

  return {
    'app.snapshot': () => ({
      settings: settings.current,
      lines: [...telephony.lines],
      calls: [...telephony.calls],
      contexts: desk.contexts,
      drafts: desk.drafts,
      outcomes: desk.outcomes,
      recent: desk.recent,
      due: desk.due,
      devices: parts.devices(),
      practice: practice.view,
      store: store.view,
      runtime: parts.runtime,
    }),
    'app.quit': () => {
      parts.quit();
      return null;
    },

    'settings.change': part => settings.change(part),
    'settings.language': language => {
      settings.change({ language });
      return null;
    },

    'line.save': ({ account, password }) => {
      if (account.practice)
        throw new HatifError('badInput', 'the practice line is made by the practice exchange');
      saveLine(account, password);
      const line = telephony.lines.find(each => each.accountId === account.id);
      if (line === undefined) throw new HatifError('notFound', 'the line was not added');
      return line;
    },
    'line.remove': async ({ accountId }) => {
      await telephony.removeLine(accountId);
      secrets.forget(passwordName(accountId));
      settings.change({ accounts: settings.current.accounts.filter(each => each.id !== accountId) });
      return null;
    },
    'line.retry': ({ accountId }) => {
      telephony.retryNow(accountId);
      return null;
    },

    'call.dial': ({ target, accountId, personId }) => ({ callId: desk.dial(target, accountId, personId) }),
    'card.shown': ({ callId }) => {
      desk.cardShown(callId);
      return null;
    },
    'call.answer': async ({ callId }) => {
      await telephony.answer(callId);
      return null;
    },
    'call.decline': async ({ callId }) => {
      await telephony.decline(callId);
      return null;
    },
    'call.silence': ({ callId }) => {
      telephony.silence(callId);
      return null;
    },
    'call.hangUp': async ({ callId }) => {
      await telephony.hangUp(callId);
      return null;
    },
    'call.hold': async ({ callId, hold }) => {
      await telephony.setHold(callId, hold);
      return null;
    },
    'call.mute': async ({ callId, muted }) => {
      await telephony.setMuted(callId, muted);
      return null;
    },
    'call.dtmf': async ({ callId, digits }) => {
      await telephony.sendDtmf(callId, digits);
      return null;
    },
    'call.dismiss': ({ callId }) => {
      telephony.dismiss(callId);
      return null;
    },
    'call.stats': ({ callId }) => media.request('stats', { session: callId }),

    'caller.choose': ({ callId, personId }) => desk.choosePerson(callId, personId),

    'draft.save': draft => desk.saveDraft(draft),
    'wrapUp.finish': async finish => {
      await desk.finishWrapUp(finish);
      return null;
    },
    'wrapUp.undo': async ({ interactionId }) => {
      await desk.undoWrapUp(interactionId);
      return null;
    },
    'followUp.done': async ({ followUpId, done }) => {
      await desk.followUpDone(followUpId, done);
      return null;
    },

    'people.search': ({ text, limit }) => store.search(text, limit),
    'people.get': ({ personId }) => store.person(personId),

    'audio.devices': () => media.request('devices', null),
    'audio.test': async () => {
      await media.request('play', { tone: 'test', session: null });
      return null;
    },

    'practice.start': async () => {
      await practice.start();
      settings.change({ practice: true });
      return null;
    },
    'practice.stop': async () => {
      await practice.stop();
      settings.change({ practice: false });
      return null;
    },
    'practice.callMe': async ({ customerId }) => {
      await practice.callMe(customerId);
      return null;
    },
    'practice.heard': ({ customerId }) => practice.heard(customerId),
    'practice.removeSampleData': async () => {
      await practice.removeSampleData();
      return null;
    },

    'store.startFresh': async () => {
      await parts.startFreshStore();
      return null;
    },
  };
}
