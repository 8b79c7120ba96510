/** What the parts behind the window stand on. */
import type { Emit } from '../ipc/serve.ts';
import type { Words } from '../../shared/i18n/keys.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Store } from '../store/port.ts';
import type { Workspace } from '../windows/workspace.ts';
import type { Environment } from './environment.ts';

export interface Ground {
  readonly environment: Environment;
  readonly workspace: Workspace;
  readonly store: Store;
  readonly settings: SettingsStore;
  readonly secrets: Secrets;
  readonly emit: Emit;
  /** In the language of the agent. */
  readonly words: () => Words;
  readonly now: () => number;
}

/** In which numbers without a country are read, ISO 3166-1 alpha-2. */
export const countryOf = ({ settings }: Ground): string => settings.current.accounts[0]?.country ?? 'SA';

export const agentOf = ({ settings }: Ground): string | null => settings.current.agentName || null;
