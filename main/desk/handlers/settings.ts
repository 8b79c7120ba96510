/** Preferences, lines and sound. */
import type { settingsProcedures } from '../../../shared/ipc/settings.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';
import { HatifError } from '../../../shared/errors.ts';
import type { AccountSettings } from '../../../shared/lines/types.ts';
import { passwordName } from '../../settings/secrets.ts';

export function settingsHandlers({
  telephony,
  media,
  settings,
  secrets,
}: Parts): HandlersOf<typeof settingsProcedures> {
  const saveLine = (account: AccountSettings, password: string | null): void => {
    if (password !== null) secrets.write(passwordName(account.id), password);
    const others = settings.current.accounts.filter(each => each.id !== account.id);
    settings.change({ accounts: [...others, account] });
    telephony.addLine(account, secrets.read(passwordName(account.id)) ?? '');
  };

  return {
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
    'audio.devices': () => media.request('devices', null),
    'audio.test': async () => {
      await media.request('play', { tone: 'test', session: null });
      return null;
    },
  };
}
