/** Settings of an agent with one line. */
import { defaultSettings, type Settings } from '../../shared/settings/schema.ts';
import type { Tongue } from './people.ts';

export const settingsOf = (tongue: Tongue, change: Partial<Settings> = {}): Settings => ({
  ...defaultSettings,
  language: tongue,
  firstRunDone: true,
  colourScheme: 'light',
  agentName: tongue === 'en' ? 'Sara Mansour' : 'سارة منصور',
  accounts: [
    {
      id: 'a1',
      name: 'Service',
      server: 'wss://pbx1.masar.example:8089/ws',
      user: '2041',
      authUser: null,
      domain: 'masar.example',
      displayName: null,
      country: 'SA',
      moreServers: [],
      iceServers: [],
      dtmf: 'auto',
      practice: false,
    },
  ],
  ...change,
});
