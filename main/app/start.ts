/** Builds the parts behind the window in order and hands each what it needs. It decides nothing. */
import { app, utilityProcess } from 'electron';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { uuidv7 } from 'uuidv7';
import { DisposableStore } from '../../shared/disposable.ts';
import type { EventPayload } from '../../shared/ipc/contract.ts';
import { createWords, languageOf } from '../../shared/i18n/words.ts';
import type { AudioDevice } from '../../shared/media/protocol.ts';
import { aboutMachine } from '../diagnostics/about.ts';
import { setAside } from '../diagnostics/aside.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { StateHistory } from '../diagnostics/history.ts';
import { traceWire } from '../diagnostics/wire.ts';
import { Agent } from '../desk/agent.ts';
import { CallSound } from '../desk/call-sound.ts';
import { Desk } from '../desk/desk.ts';
import { Handovers } from '../desk/handover.ts';
import { KeptCalls } from '../desk/kept-calls.ts';
import { Gate } from '../desk/gate.ts';
import { createHandlers } from '../desk/handlers/index.ts';
import { PhoneDesk } from '../desk/phone.ts';
import { createPracticeDesk } from '../desk/practice.ts';
import { StatusWire } from '../desk/status-wire.ts';
import { WrapUps } from '../desk/wrap-ups.ts';
import { createDispatcher } from '../ipc/dispatch.ts';
import { emitTo, serveDrops } from '../ipc/serve.ts';
import { mediaConfig } from '../media/config.ts';
import { superviseMedia } from '../media/supervisor.ts';
import { mediaWindow } from '../media/window.ts';
import { createPractice, fromUtility } from '../practice/index.ts';
import { sampleFor } from '../practice/sample.ts';
import { ScriptDesk } from '../scripts/desk.ts';
import { readSamples } from '../scripts/samples.ts';
import { Reach } from '../reach/reach.ts';
import { openSecrets, passwordName, storeKey, systemKeyChain } from '../settings/secrets.ts';
import { openSettings } from '../settings/settings.ts';
import { openStore } from '../store/store.ts';
import { reachSystem } from '../system/reach.ts';
import { chooseBackUp, chooseFile, chooseFolder, openText, saveFile } from '../system/desktop.ts';
import { machine } from '../system/machine.ts';
import { watchForWake } from '../system/wake.ts';
import { createTelephony } from '../telephony/index.ts';
import { openOutside } from '../windows/outside.ts';
import type { Environment } from './environment.ts';
import { buildAddressBook } from './address-book.ts';
import { firstLook } from './first-look.ts';
import { showColourScheme, type Front } from './front.ts';
import { agentOf, type Ground } from './ground.ts';
import { keepAlive } from './lifecycle.ts';
import { instanceOf } from './installation.ts';
import { leveledLogFor, logFor, startLog } from './log.ts';
import { besideCall, buildRecording } from './recording.ts';
import { buildPromises } from './promises.ts';
import { buildRingCard } from './ring-card.ts';
import { tellMessage } from './tell-message.ts';
import { soundNotice } from './tell-sound.ts';

export function start(
  environment: Environment,
  { roles, workspace, serve }: Front,
  startedWith: readonly string[],
): void {
  const folder = app.getPath('userData');
  startLog({ console: environment.test });
  const ends = new DisposableStore();
  const now = (): number => Date.now();

  const report = logFor('ipc');
  const settings = openSettings(folder);
  const secrets = openSecrets(folder, systemKeyChain);
  const words = () => createWords(settings.current.language ?? languageOf(app.getLocale()));

  const workspaceLog = logFor('workspace');
  ends.add(workspace.onGone(reason => workspaceLog.warn(`workspace gone: ${reason}`)));
  const { emit, together } = emitTo(workspace);

  const userAgent = `Hatif/${app.getVersion()}`;

  const key = storeKey(secrets);
  const store = openStore({
    file: path.join(folder, 'hatif.db'),
    key: key.key,
    nativeBinding: environment.sqliteBinding,
    worker: path.join(environment.bundle, 'store-worker.js'),
  });

  const ground: Ground = { environment, workspace, store, settings, secrets, emit, words, now };

  const look = firstLook();
  ends.add(look);
  const mediaLog = logFor('media');
  const openMedia = mediaWindow({
    url: 'hatif://app/media/index.html',
    preload: path.join(environment.bundle, '../preload/media-preload.cjs'),
    onWindow: window => roles.assign(window.webContents, 'media'),
  });
  const media = superviseMedia({
    open: async () => (await look.over, openMedia()),
    log: (level, message) => mediaLog[level](message),
  });
  const configureMedia = (): void => {
    media
      .request('configure', mediaConfig(settings.current, secrets))
      .then(() => media.request('warm', null))
      .catch((cause: unknown) => mediaLog.error('sound could not be set up', cause));
  };

  const wire = traceWire(() => settings.current, now);
  const { telephony, echoCalls } = setAside(
    createTelephony({
      media,
      onWire: wire.onWire,
      log: leveledLogFor('telephony'),
      newId: uuidv7,
      instanceId: accountId => instanceOf(settings.installation, accountId),
      userAgent,
    }),
  );
  const history = new StateHistory({ telephony, media, now });
  ends.add(history);

  const changed = (): void => void desk.contactsChanged();
  const recording = { media, telephony, key: key.key, changed };
  const { recordings, library, loadRecordings } = buildRecording(ground, recording, ends);
  const scripts = new ScriptDesk({
    store,
    emit,
    log: logFor('scripts'),
    now,
    lineName: accountId => telephony.lines.find(each => each.accountId === accountId)?.name ?? null,
    isPractice: accountId => telephony.lines.some(each => each.accountId === accountId && each.practice),
    samples: () => readSamples(path.join(environment.bundle, 'script-samples')),
    stepped: (...step) => recordings.scriptIs(...step),
  });
  ends.add(telephony.onCall(() => look.end()));

  const gate = new Gate({
    store,
    policy: () => settings.current.contactRules,
    agent: () => agentOf(ground),
    now,
  });
  const ringCard = buildRingCard(ground, { telephony, roles }, ends);
  const desk = new Desk({
    gate,
    beside: besideCall(scripts, recordings),
    telephony,
    store,
    emit: (event, payload) => {
      emit(event, payload);
      if (event === 'due') calendar.wake();
      if (event === 'context') ringCard.callerIs(payload as EventPayload<'context'>);
    },
    together,
    log: logFor('desk'),
    now,
    cardCanBeSeen: () => workspace.visible,
    countryOf: accountId => settings.current.accounts.find(each => each.id === accountId)?.country ?? 'SA',
  });

  const kept = ends.add(new KeptCalls({ telephony, store, recordings, log: logFor('kept calls'), now }));
  const sound = ends.add(new CallSound({ telephony, media, store, log: logFor('sound') }));
  const statusWire = new StatusWire({
    telephony,
    accounts: () => settings.current.accounts,
    dial: (code, accountId) => telephony.runCode(code, accountId),
    failed: line => emit('notice', { key: 'notice.statusNotTold', values: { line }, tone: 'warning' }),
    log: logFor('status'),
  });
  ends.add(statusWire);
  const agent = new Agent({
    telephony,
    store,
    emit,
    log: logFor('agent'),
    now,
    refusal: () => settings.current.agent.refusal,
    chosen: choice => {
      statusWire.chosen(choice);
      void followUps.tellStatus(choice);
    },
  });
  const tell = tellMessage({ emit, words, open: () => workspace.open() });
  const nameless = (): string => words()('phone.nameless');
  const agentName = (): string | null => agentOf(ground);
  const phone = ends.add(
    new PhoneDesk({ telephony, store, gate, settings, emit, desk, now, tell, nameless, agentName }),
  );
  const wrapUps = new WrapUps({
    telephony,
    desk,
    agent,
    rules: () => settings.current.wrapUp,
    emit,
    log: logFor('wrap-up'),
    now,
  });
  const { followUps, reminders, calendar, checkInsDue, surveys } = buildPromises(
    ground,
    { gate, desk, scripts, telephony },
    ends,
  );
  const { bulk, safety, backUps, importer, directories } = buildAddressBook(
    ground,
    { desk, followUps, library, storeKey: key.key, reload: () => load() },
    ends,
  );

  ends.add(telephony.onIncoming(async () => importer.makeWay()));

  let greet = true;
  const practice = createPracticeDesk({
    practice: createPractice({
      fork: () =>
        fromUtility(
          utilityProcess.fork(path.join(environment.bundle, 'practice.js'), [], { stdio: 'ignore' }),
        ),
      greet: () => greet,
      notBefore: look.over,
    }),
    telephony,
    store,
    sample: () => sampleFor(settings.current.language ?? 'en'),
    now,
    refresh: () => desk.refresh(),
  });

  let devices: AudioDevice[] = [];
  ends.add(
    media.onEvent(event => {
      if (event.kind === 'levels') emit('levels', { callId: event.session, in: event.in, out: event.out });
      else if (event.kind === 'devices') emit('devices', (devices = event.devices));
      const notice = soundNotice(event);
      if (notice !== null) emit('notice', notice);
    }),
  );
  ends.add(practice.onView(view => emit('practice', view)));
  let configured = mediaConfig(settings.current, secrets);
  ends.add(
    settings.onChange(current => {
      showColourScheme(current.colourScheme);
      emit('settings', current);
      const before = configured;
      configured = mediaConfig(current, secrets);
      // To be configured costs the connection that is kept warm.
      if (!isDeepStrictEqual(before, configured)) configureMedia();
    }),
  );
  ends.add(store.onView(view => emit('store', view)));
  ends.add(
    watchForWake({ now, ...machine }, reason => {
      history.note(`the machine or its network changed: ${reason}`);
      telephony.networkChanged(reason);
      void reminders.look();
      directories.networkChanged();
      calendar.wake();
      followUps
        .networkChanged()
        .catch((cause: unknown) => report.error('the outbox could not be hurried', cause));
    }),
  );

  const load = async (): Promise<void> => {
    // Before the record of what the last run left open is closed.
    if (environment.takesCallsUp) await kept.takeUp();
    await scripts.load();
    await desk.load();
    await Promise.all([followUps.load(), reminders.look(), directories.load(), bulk.load()]);
    await Promise.all([agent.load(), loadRecordings()]);
    void checkInsDue.look();
    safety.start();
    backUps.start();
  };

  const recordKept = async (): Promise<void> => {
    await Promise.all([desk.settled(), kept.settled(), agent.end(), recordings.end()]);
  };

  const lifecycle = keepAlive({
    workspace,
    telephony,
    words,
    log: logFor('app'),
    steps: [
      { name: 'status', withinMs: 1500, end: () => Promise.all([statusWire.end(), followUps.tellAway()]) },
      { name: 'telephony', withinMs: 1500, end: () => telephony.shutdown() },
      { name: 'the record', withinMs: 1000, end: () => recordKept() },
      { name: 'the outbox', withinMs: 2000, end: () => followUps.end() },
      { name: 'directories', withinMs: 1000, end: () => directories.end() },
      { name: 'what is done to many', withinMs: 500, end: () => bulk.end() },
      { name: 'store', withinMs: 2000, end: () => store.close() },
      { name: 'practice', withinMs: 1000, end: () => practice.stop() },
      {
        name: 'the rest',
        withinMs: 500,
        end: () => [ends, wrapUps, agent, followUps, desk, telephony, media].forEach(each => each.dispose()),
      },
    ],
  });

  const diagnostics = new Diagnostics({
    media,
    echoCalls,
    userAgent,
    ...wire,
    history,
    now,
    newId: uuidv7,
    settings,
    secrets,
    practice,
    telephony,
    devices: () => devices,
    sound,
    about: () =>
      aboutMachine({
        hatif: app.getVersion(),
        fallbackRuntime: environment.fallbackRuntime,
        keychain: secrets.keychain,
        store: store.view.state,
      }),
    saveFile,
    onCheck: view => emit('selfCheck', view),
  });

  const reach = new Reach({
    system: reachSystem,
    telephony,
    media,
    dial: (target, accountId) => desk.dial(target, accountId, null),
    settings,
    secrets,
    emit,
    show: lifecycle.show,
    log: logFor('reach'),
    now,
    startedWith,
  });
  ends.add(reach);

  const dispatch = createDispatcher(
    createHandlers({
      desk,
      handovers: new Handovers({ desk, telephony, store, scripts, agentName, now }),
      gate,
      bulk,
      safety,
      recordings,
      library,
      backUps,
      chooseFolder,
      chooseBackUp,
      followUps,
      checkIns: checkInsDue,
      surveys,
      agentName,
      agent,
      phone,
      ringCard,
      wrapUps,
      reminders,
      calendar,
      telephony,
      media,
      store,
      practice,
      scripts,
      importer,
      directories,
      diagnostics,
      reach,
      settings,
      secrets,
      devices: () => devices,
      runtime: {
        hatif: app.getVersion(),
        electron: process.versions.electron,
        chrome: process.versions.chrome,
        fallback: environment.fallbackRuntime,
        keychain: secrets.keychain,
        dataFolder: folder,
      },
      startFreshStore: async () => {
        await store.startFresh();
        key.keep();
        await load();
      },
      saveFile,
      chooseFile,
      openText,
      quit: () => lifecycle.quit(),
      openOutside,
    }),
    (name, cause) => report.error(`${name} failed`, cause),
  );
  serve((...request) => {
    if (request[1] === 'app.snapshot') look.asked();
    return dispatch(...request);
  });
  ends.add(serveDrops(roles, file => importer.dropped(file)));

  showColourScheme(settings.current.colourScheme);
  configureMedia();
  for (const account of settings.current.accounts)
    telephony.addLine(account, secrets.read(passwordName(account.id)) ?? '');
  void load();
  void importer.markInterrupted();
  if (settings.current.practice) {
    // Who has met the first customer already is not rung up at every start.
    greet = false;
    practice.start().catch((cause: unknown) => report.error('the practice exchange did not start', cause));
  }
}
