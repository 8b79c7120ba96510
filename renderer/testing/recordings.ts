/** Recordings as main tells of them, for stories and pictures. */
import type { Output } from '../../shared/ipc/contract.ts';
import type { CallView } from '../../shared/call/view.ts';
import {
  usualRecording,
  type RecordingRow,
  type RecordingSettings,
  type RecordingView,
} from '../../shared/recording/types.ts';
import { noon, type Tongue } from './people.ts';

const minute = 60_000;

/** Of the call in hand. */
export const recordingOf = (change: Partial<RecordingView> = {}): RecordingView => ({
  callId: 'c1',
  state: 'recording',
  pausedBy: [],
  since: noon - 3 * minute,
  refusal: null,
  ...change,
});

/** Each call that is up can be recorded. */
export const offered = (calls: readonly CallView[] = []): RecordingView[] =>
  calls
    .filter(({ phase }) => phase === 'established')
    .map(({ id }) => recordingOf({ callId: id, state: 'off', since: null }));

export const recordingRules = (tongue: Tongue): RecordingSettings => ({
  ...usualRecording,
  beep: 'every',
  rules: [
    {
      id: 'rule-1',
      mode: 'never',
      direction: 'both',
      lines: [],
      called: [],
      lists: [tongue === 'en' ? 'Key accounts' : 'كبار العملاء'],
      campaigns: [],
    },
    {
      id: 'rule-2',
      mode: 'always',
      direction: 'inbound',
      lines: ['a1'],
      called: ['Masar Cooling', 'Najm Energy'],
      lists: [],
      campaigns: [],
    },
  ],
});

const row = (id: string, change: Partial<RecordingRow>): RecordingRow => ({
  id,
  interactionId: id,
  at: noon - 40 * minute,
  milliseconds: 4 * minute + 12_000,
  end: 'call',
  startedBy: 'rule',
  silenced: 0,
  bytes: 2_000_000,
  direction: 'inbound',
  personId: 'p-layla',
  name: 'Layla Haddad',
  number: '+966505550142',
  called: null,
  ...change,
});

export const recordingList = (tongue: Tongue): Output<'recording.list'> => ({
  count: 3,
  bytes: 5_600_000,
  rows: [
    row('r1', {
      name: tongue === 'en' ? 'Layla Haddad' : 'ليلى حداد',
      called: tongue === 'en' ? 'Service' : 'الخدمة',
    }),
    row('r2', {
      at: noon - 26 * 60 * minute,
      personId: null,
      name: null,
      number: '+966112345678',
      direction: 'outbound',
      startedBy: 'agent',
      end: 'cut',
      milliseconds: 71_000,
    }),
    row('r3', {
      at: noon - 50 * 60 * minute,
      name: tongue === 'en' ? 'Omar Nasser' : 'عمر ناصر',
      end: 'diskFull',
      milliseconds: 190_000,
    }),
  ],
});
