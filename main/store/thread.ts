/** One worker thread as main sees it: requests with ids, answers as promises, and its death noticed. */
import { Worker } from 'node:worker_threads';
import { HatifError } from '../../shared/errors.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import type { Answer, Request, WorkerSetup } from './wire.ts';

/** A request without the id that the thread gives it. */
export type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: HatifError): void;
}

export class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closing = false;
  #ended = false;

  /** `onDeath` is called once, when the thread ends without having been asked to. */
  constructor(
    script: string,
    setup: WorkerSetup,
    listeners: { onView(view: StoreView): void; onDeath(why: string): void },
  ) {
    this.#worker = new Worker(script, { workerData: setup, name: `store-${setup.role}` });
    this.#worker.on('message', (answer: Answer) => {
      if (answer.type === 'view') listeners.onView(answer.view);
      else this.#settle(answer);
    });
    const died = (why: string): void => {
      if (this.#ended) return;
      this.#end();
      if (!this.#closing) listeners.onDeath(why);
    };
    this.#worker.on('error', (error: Error) => died(error.name));
    this.#worker.on('exit', code => died(`exit ${code}`));
  }

  /** Rejects with HatifError; `storeUnavailable` and retryable when the thread dies before it answers. */
  request(asked: Asked): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(gone());
      const id = (this.#lastId += 1);
      this.#waiting.set(id, { resolve, reject });
      const request = { ...asked, id } satisfies Request;
      this.#worker.postMessage(request, request.verb === '$door' ? [request.port] : []);
    });
  }

  /** Closes the connection and ends the thread; what was asked before is answered first. */
  async close(): Promise<void> {
    if (this.#ended || this.#closing) return;
    this.#closing = true;
    const exited = new Promise(resolve => this.#worker.once('exit', resolve));
    try {
      await this.request({ verb: '$close' });
    } finally {
      await exited;
    }
  }

  /** Ends the thread in the middle of what it does. */
  async kill(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  #settle(answer: Exclude<Answer, { type: 'view' }>): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.type === 'reply') return waiting?.resolve(answer.value);
    const { code, message, retryable } = answer.failure;
    waiting?.reject(new HatifError(code, message, { retryable }));
  }

  #end(): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(gone());
    this.#waiting.clear();
  }
}

function gone(): HatifError {
  return new HatifError('storeUnavailable', 'the store is being started again', { retryable: true });
}
