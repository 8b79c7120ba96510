/** What the media window is to work with, from the settings and the secrets. */
import type { IceServer, MediaConfig } from '../../shared/media/protocol.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import { icePasswordName, type Secrets } from '../settings/secrets.ts';

export const iceServersOf = (account: AccountSettings, secrets: Secrets): IceServer[] =>
  account.iceServers.map(server => {
    const password = server.user === null ? null : secrets.read(icePasswordName(account.id, server));
    return {
      urls: server.url,
      ...(server.user === null ? {} : { username: server.user }),
      ...(password === null ? {} : { credential: password }),
    };
  });

export function mediaConfig({ accounts, audio }: Settings, secrets: Secrets): MediaConfig {
  const lines = accounts.map(
    account =>
      [account.id, { iceServers: iceServersOf(account, secrets), codecs: account.codecs ?? [] }] as const,
  );
  return { lines: Object.fromEntries(lines), ...audio };
}
