/** The practice exchange as the rest of main sees it: starts its process, speaks to it, and says how it fares. */
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { PracticeView } from '../../shared/ipc/contract.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import type { Child } from './child.ts';
import { AGENT, DOMAIN, ECHO, report } from './control.ts';
import type { Command, HeardByCustomer, Report } from './control.ts';
import { CHARACTERS } from './customers/characters.ts';
import type { Practice } from './port.ts';

export { fromNode, fromUtility } from './child.ts';
export type { HeardByCustomer } from './control.ts';

export const PRACTICE_ACCOUNT = 'practice';

export interface PracticeOptions {
  /** Starts `out/main/practice.js` (process.ts in tests). */
  fork(): Child;
  /** Whether a customer calls by herself once the agent has registered; asked at each start. */
  greet?: () => boolean;
  /** The process is not started before this. */
  notBefore?: Promise<void>;
  /** ms within which the process must be ready; 20 s. */
  startWithin?: number;
}

export interface PracticeExchange extends Practice {
  /** What a customer hears in the latest call; null before the first. */
  heardBy(customerId: string): Promise<HeardByCustomer | null>;
}

interface Running {
  child: Child;
  ended: Promise<void>;
}

type Account = { account: AccountSettings; password: string };

const START_WITHIN = 20_000;
const STOP_WITHIN = 900;
const ANSWER_WITHIN = 2_000;

export function createPractice(options: PracticeOptions): PracticeExchange {
  const views = new Set<(view: PracticeView) => void>();
  const reports = new Set<(report: Report) => void>();
  let view: PracticeView = {
    state: 'off',
    customers: CHARACTERS.map(({ id, number, name, behaviour }) => ({ id, number, name, behaviour })),
    sampleData: false, // the store knows
  };
  let running: Running | null = null;
  let starting: Promise<Account> | null = null;
  let stops = 0;

  function show(change: Partial<PracticeView>): void {
    view = { ...view, ...change };
    for (const listener of views) listener(view);
  }

  function fork(): Running {
    const child = options.fork();
    child.onMessage(message => {
      const read = report.safeParse(message);
      if (read.success) for (const listener of [...reports]) listener(read.data);
    });
    const ended = new Promise<void>(resolve => child.onExit(() => resolve()));
    const process = { child, ended };
    void ended.then(() => {
      if (running !== process) return; // we let it go ourselves
      running = null;
      starting = null;
      show({ state: 'failed' });
    });
    return process;
  }

  /** Sends an order and waits for the report that answers it. */
  async function ask<R extends Report>(
    { child, ended }: Running,
    order: Command,
    within: number,
    answers: (report: Report) => report is R,
  ): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        reports.delete(listener);
        settle();
      };
      const fail = (why: string): void =>
        finish(() => reject(new HatifError('practiceFailed', why, { retryable: true })));
      const timer = setTimeout(() => fail(`no answer to ${order.kind}`), within);
      const listener = (report: Report): void => {
        if (answers(report)) finish(() => resolve(report));
        else if (report.kind === 'failed') fail(report.message);
      };
      reports.add(listener);
      void ended.then(() => fail('the practice process ended'));
      child.send(order);
    });
  }

  async function begin(): Promise<Account> {
    show({ state: 'starting' });
    const before = stops;
    await options.notBefore;
    if (stops !== before) throw new HatifError('practiceFailed', 'it was stopped before it began');
    let process: Running | null = null;
    try {
      process = fork();
      running = process;
      const order: Command = { kind: 'start', greet: options.greet?.() ?? true };
      const ready = await ask(process, order, options.startWithin ?? START_WITHIN, isReady);
      show({ state: 'running' });
      return { account: accountAt(ready.port), password: ready.password };
    } catch (error) {
      if (running === process) {
        running = null;
        starting = null;
        show({ state: 'failed' });
      }
      process?.child.kill();
      throw error;
    }
  }

  async function stop(): Promise<void> {
    const process = running;
    stops += 1;
    running = null;
    starting = null;
    if (process) {
      process.child.send({ kind: 'stop' } satisfies Command);
      const timer = setTimeout(() => process.child.kill(), STOP_WITHIN);
      await process.ended;
      clearTimeout(timer);
    }
    if (!running && view.state !== 'off') show({ state: 'off' });
  }

  function present(): Running {
    if (!running || view.state !== 'running')
      throw new HatifError('wrongState', 'the practice exchange is not running');
    return running;
  }

  return {
    get view() {
      return view;
    },
    onView(listener): Disposable {
      views.add(listener);
      return { dispose: () => void views.delete(listener) };
    },
    start: () => (starting ??= begin()),
    stop,
    async callMe(customerId) {
      const calling = await ask(present(), { kind: 'callMe', customerId }, ANSWER_WITHIN, isCalling);
      if (calling.customerId !== null) return;
      throw customerId === null || CHARACTERS.some(({ id }) => id === customerId)
        ? new HatifError('wrongState', 'that customer is in a call already')
        : new HatifError('notFound', 'no such customer');
    },
    async heardBy(customerId) {
      const isTheirs = (report: Report): report is Extract<Report, { kind: 'heard' }> =>
        report.kind === 'heard' && report.customerId === customerId;
      return (await ask(present(), { kind: 'heard', customerId }, ANSWER_WITHIN, isTheirs)).heard;
    },
    dispose() {
      views.clear();
      void stop();
    },
  };
}

function isReady(report: Report): report is Extract<Report, { kind: 'ready' }> {
  return report.kind === 'ready';
}

function isCalling(report: Report): report is Extract<Report, { kind: 'calling' }> {
  return report.kind === 'calling';
}

function accountAt(port: number): AccountSettings {
  return {
    id: PRACTICE_ACCOUNT,
    name: 'Practice exchange',
    server: `ws://127.0.0.1:${String(port)}`,
    user: AGENT,
    authUser: null,
    domain: DOMAIN,
    displayName: null,
    country: 'SA',
    moreServers: [],
    iceServers: [],
    echoNumber: ECHO,
    dtmf: 'auto',
    practice: true,
  };
}
