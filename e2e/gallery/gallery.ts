/** One state of the workspace, chosen by the address: `?state=live&lang=ar&scheme=dark`. No main, no calls; for looking. */
import { fakeBridge } from '../../renderer/testing/bridge.ts';
import { conflictViews, directoryAnswer, directoryViews } from '../../renderer/testing/directories.ts';
import { noon } from '../../renderer/testing/people.ts';
import { HatifError } from '../../shared/errors.ts';
import {
  auditLog,
  backUps,
  barredCall,
  bulkDrafts,
  bulkJobs,
  bulkPreview,
  erasure,
} from '../../renderer/testing/safety.ts';
import { noExport, noImport, type ImportView } from '../../shared/import/view.ts';
import { importBatches, importSteps } from '../../renderer/testing/imports.ts';
import { recordingList } from '../../renderer/testing/recordings.ts';
import { states, type StateName } from '../../renderer/testing/states.ts';
import { startWorkspace } from '../../renderer/workspace/start.tsx';

const asked = new URLSearchParams(location.search);
const tongue = asked.get('lang') === 'ar' ? 'ar' : 'en';
const scheme = asked.get('scheme') === 'dark' ? 'dark' : 'light';
const name = (asked.get('state') ?? 'idle') as StateName;

// The stories happen at a fixed time; the clock still runs, so that timers can be seen.
const offset = noon - Date.now();
const realNow = Date.now.bind(Date);
Date.now = () => realNow() + offset;

let importing: ImportView = noImport;
const snapshot = states[name](tongue);
const bridge = fakeBridge({ ...snapshot, settings: { ...snapshot.settings, colourScheme: scheme } }, tongue);
// Only where they are the subject: the other pictures have none.
if (asked.get('state') === 'idle' || asked.get('state') === 'unknown') {
  bridge.answer('directory.all', () => directoryViews(tongue));
  bridge.answer('directory.conflicts', () => conflictViews(tongue));
  bridge.answer('directory.search', () => directoryAnswer(tongue));
  bridge.answer('directory.byNumber', () => directoryAnswer(tongue));
  bridge.answer('directory.sources', ({ personIds }) =>
    personIds.map(personId => ({ personId, directoryId: 'd-book' })),
  );
  bridge.answer('backUp.view', () => backUps);
  bridge.answer('retention.get', () => ({ notes: 730, outbox: 365, audit: 1825 }));
  bridge.answer('retention.preview', () => ({ notes: 41, outbox: 0, audit: 1 }));
  bridge.answer('audit.page', () => auditLog(tongue));
  bridge.answer('bulk.jobs', () => bulkJobs);
  bridge.answer('bulk.drafts', () => ({ drafts: bulkDrafts(tongue), next: null }));
  bridge.answer('import.view', () => ({ importing, exporting: noExport, batches: importBatches }));
  bridge.answer('bulk.preview', () => bulkPreview(tongue));
  bridge.answer('person.previewErasure', () => erasure);
  bridge.answer('call.dial', () => {
    throw new HatifError('barred', 'refused', { barred: barredCall(tongue) });
  });
}
bridge.answer('recording.list', () =>
  name === 'idleEmpty' ? { rows: [], count: 0, bytes: 0 } : recordingList(tongue),
);
bridge.answer('recording.open', async ({ id }) => {
  const { length } = await sound();
  const peaks = Uint8Array.from({ length: 5040 }, (_, i) =>
    i % 400 < 220 === (i % 2 === 0) ? 40 + ((i * 37) % 150) : 2,
  );
  return { id, milliseconds: 252_000, bytes: length, peaks, state: 'cut' };
});
bridge.answer('recording.part', () => sound());
const opened = { hookId: 'h1', subject: 'Alarm E4 after a power cut', openedAt: noon - 86_400_000 };
bridge.answer('case.of', () => [
  { ...opened, id: 'k1', reference: '4711', state: 'open' },
  { ...opened, id: 'k2', reference: '4502', state: 'escalated' },
]);
let packets = 0;
bridge.answer('call.stats', () => {
  packets += 100;
  return {
    at: Date.now(),
    packetsReceived: packets,
    packetsSent: packets,
    packetsLost: 0,
    jitterMs: 4,
    roundTripMs: 38,
    levelIn: 0.2,
    levelOut: 0.3,
    energyIn: packets / 7,
    energyOut: packets / 9,
    concealedSamples: 0,
    codec: 'opus',
    ice: 'connected',
    dtls: 'connected',
  };
});
bridge.answer('report.prepare', () => ({
  reportId: 'r',
  parts: [
    { name: 'README.txt', text: 'Hatif diagnostics report\n' },
    { name: 'sip.txt', text: '--- line-1 sent\nREGISTER sip:pbx.example SIP/2.0\n'.repeat(40) },
  ],
}));
bridge.answer('practice.start', async () => {
  bridge.send('practice', { state: 'starting', customers: [], sampleData: false });
  return new Promise<null>(() => undefined);
});

let made: Promise<Uint8Array<ArrayBuffer>> | null = null;
/** Something that can be played, as the browser itself records it. */
const sound = (): Promise<Uint8Array<ArrayBuffer>> => (made ??= recordTone());
async function recordTone(): Promise<Uint8Array<ArrayBuffer>> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const tone = context.createOscillator();
  tone.connect(out);
  tone.start();
  const recorder = new MediaRecorder(out.stream);
  const data = new Promise<Blob>(resolve =>
    recorder.addEventListener('dataavailable', event => resolve(event.data)),
  );
  recorder.start();
  setTimeout(() => recorder.stop(), 700);
  return new Uint8Array(await (await data).arrayBuffer());
}

const root = document.getElementById('root');
if (root) {
  const { store } = await startWorkspace(bridge, root);
  // Pages that take many steps to reach are shown at once.
  Object.assign(window, { show: (state: object) => store.setState(state) });
  document.body.dataset['ready'] = 'yes';
}
Object.assign(window, {
  bridge,
  importAt: (step: keyof typeof importSteps) => (importing = importSteps[step]),
});
