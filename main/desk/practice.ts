/** The practice exchange as the desk uses it: its line is registered like any other, its sample data goes in and out. */
import type { Disposable } from '../../shared/disposable.ts';
import type { Output, PracticeView } from '../../shared/ipc/contract.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import type { PracticeExchange } from '../practice/index.ts';
import type { Store } from '../store/port.ts';
import type { SampleData } from '../../shared/people/sample-data.ts';
import type { Telephony } from '../telephony/port.ts';

export interface PracticeDesk {
  readonly view: PracticeView;
  /** The line of the exchange while it runs. */
  readonly line: { account: AccountSettings; password: string } | null;
  onView(listener: (view: PracticeView) => void): Disposable;
  start(): Promise<void>;
  stop(): Promise<void>;
  callMe(customerId: string | null): Promise<void>;
  heard(customerId: string): Promise<Output<'practice.heard'>>;
  removeSampleData(): Promise<void>;
}

export function createPracticeDesk(options: {
  practice: PracticeExchange;
  telephony: Telephony;
  store: Store;
  /** In the language of the workspace. */
  sample: () => SampleData;
  now: () => number;
  /** The lists changed under everybody's feet. */
  refresh: () => Promise<void>;
}): PracticeDesk {
  const { practice, telephony, store, sample, now, refresh } = options;
  let sampleData = false;
  let line: { account: AccountSettings; password: string } | null = null;
  const listeners = new Set<(view: PracticeView) => void>();

  const view = (): PracticeView => ({ ...practice.view, sampleData });
  const tell = (): void => {
    for (const listener of listeners) listener(view());
  };
  practice.onView(tell);

  return {
    get view() {
      return view();
    },
    get line() {
      return line;
    },
    onView(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    async start() {
      const started = await practice.start();
      // The people come before the line: the first customer must not be a stranger.
      await store.addSampleData(sample(), now()).catch(() => undefined);
      sampleData = await store.hasSampleData().catch(() => false);
      tell();
      await refresh();
      line = started;
      telephony.addLine(started.account, started.password);
    },
    async stop() {
      if (line !== null) await telephony.removeLine(line.account.id);
      line = null;
      await practice.stop();
    },
    callMe: customerId => practice.callMe(customerId),
    heard: customerId => practice.heardBy(customerId),
    async removeSampleData() {
      await store.removeSampleData();
      sampleData = false;
      tell();
      await refresh();
    },
  };
}
