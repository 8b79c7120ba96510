/** Preferences, lines and sound. */
import type { settingsProcedures } from '../../../shared/ipc/settings.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';
import { HatifError } from '../../../shared/errors.ts';
import type { AccountSettings, IceServerSettings } from '../../../shared/lines/types.ts';
import { icePasswordName, passwordName } from '../../settings/secrets.ts';

export function settingsHandlers({
  telephony,
  media,
  settings,
  secrets,
  reach,
}: Parts): HandlersOf<typeof settingsProcedures> {
  const forgetIce = (accountId: string, servers: readonly IceServerSettings[]): void => {
    for (const server of servers) {
      const name = icePasswordName(accountId, server);
      if (secrets.has(name)) secrets.forget(name);
    }
  };
  const saveLine = (
    account: AccountSettings,
    password: string | null,
    icePasswords: readonly (IceServerSettings & { password: string })[],
  ): void => {
    if (password !== null) secrets.write(passwordName(account.id), password);
    const kept = new Set(account.iceServers.map(server => icePasswordName(account.id, server)));
    const before = settings.current.accounts.find(each => each.id === account.id)?.iceServers ?? [];
    forgetIce(
      account.id,
      before.filter(server => !kept.has(icePasswordName(account.id, server))),
    );
    for (const server of icePasswords) {
      const name = icePasswordName(account.id, server);
      if (kept.has(name)) secrets.write(name, server.password);
    }
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
    'line.save': ({ account, password, icePasswords = [] }) => {
      if (account.practice)
        throw new HatifError('badInput', 'the practice line is made by the practice exchange');
      saveLine(account, password, icePasswords);
      const line = telephony.lines.find(each => each.accountId === account.id);
      if (line === undefined) throw new HatifError('notFound', 'the line was not added');
      return line;
    },
    'line.remove': async ({ accountId }) => {
      await telephony.removeLine(accountId);
      secrets.forget(passwordName(accountId));
      forgetIce(accountId, settings.current.accounts.find(each => each.id === accountId)?.iceServers ?? []);
      settings.change({ accounts: settings.current.accounts.filter(each => each.id !== accountId) });
      return null;
    },
    'line.retry': ({ accountId }) => {
      telephony.retryNow(accountId);
      return null;
    },
    'api.newToken': () => ({ token: reach.newToken() }),
    'audio.devices': () => media.request('devices', null),
    'audio.test': async () => {
      await media.request('play', { tone: 'test', session: null });
      return null;
    },
  };
}
