/** Entry of both worker threads; `workerData.role` says which one this is. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toHatifError } from './failure.ts';
import { Reader } from './reader.ts';
import type { Answer, Request, WorkerSetup } from './wire.ts';
import { Writer } from './writer.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread only');

const { role, ...options } = workerData as WorkerSetup;
const doors: MessagePort[] = [];
const tell = (answer: Answer): void => port.postMessage(answer);
const side =
  role === 'writer'
    ? new Writer(options, view => tell({ type: 'view', view }))
    : new Reader(options, detail => tell({ type: 'view', view: { state: 'corrupt', detail } }));
/** Milliseconds between two looks whether a disk that was full has room again. */
const lookEvery = 5_000;
if (side instanceof Writer) setInterval(() => side.look(), lookEvery).unref();
if (role === 'reader') tell({ type: 'view', view: { state: 'open', detail: null } });

/** Milliseconds without a request after which the writer does what can wait, and between two goes at it. */
const idleAfter = 100;
const betweenGoes = 25;
let idle: NodeJS.Timeout | undefined;

serve(port);
whenIdle(idleAfter);

/** Answers what comes in at this end; closing it is the end of the thread. */
function serve(end: MessagePort): void {
  end.on('message', (request: Request) => {
    try {
      end.postMessage({ type: 'reply', id: request.id, value: answer(request) } satisfies Answer);
    } catch (error) {
      const { code, message, retryable } = toHatifError(error);
      const failure = { code, message, retryable };
      end.postMessage({ type: 'failure', id: request.id, failure } satisfies Answer);
    }
    if (request.verb === '$close') port?.close();
    else whenIdle(idleAfter);
  });
}

function whenIdle(after: number): void {
  clearTimeout(idle);
  if (!(side instanceof Writer)) return;
  idle = setTimeout(() => {
    try {
      if (side.tidy()) whenIdle(betweenGoes);
    } catch {
      // The writer saw to its connection; what waits is tried again after the next request.
    }
  }, after);
  idle.unref();
}

function answer(request: Request): unknown {
  switch (request.verb) {
    case '$close':
      clearTimeout(idle);
      for (const door of doors) door.close();
      return side.close();
    case '$door':
      doors.push(request.port);
      return serve(request.port);
    case '$startFresh':
      return side instanceof Writer ? side.startFresh() : undefined;
    case '$backUp':
      return side instanceof Reader ? side.backUp(request.to, request.recovery) : undefined;
    case '$restore':
      return side instanceof Writer ? side.restore(request.from, request.recoveryKey) : undefined;
    case '$giveUp':
      return side instanceof Writer ? side.giveUp(request.detail) : undefined;
    default:
      return side.do(request.verb, request.args);
  }
}
