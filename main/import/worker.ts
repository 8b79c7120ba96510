/** Entry of an import thread: one job, told at the start; it ends by itself. */
import { parentPort, workerData } from 'node:worker_threads';
import { FileError } from '../../shared/import/file-error.ts';
import { check, lookAt, run, type Control } from './do-import.ts';
import { exportTo, writeFailures } from './do-export.ts';
import type { Order, Report, Results, Task } from './jobs.ts';
import { asFileError } from './look.ts';
import { wayIn } from './make-way.ts';
import { throughDoor, type AskStore } from './store-door.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread only');
/** Milliseconds between two words about how far it is: as often as an eye can follow. */
const pace = 100;
/** So many records in one transaction: deleting a person touches every table. */
const revertedAtOnce = 100;

const { job, way } = workerData as Task;
const tell = (report: Report): void => port.postMessage(report);
let [stop, told] = [false, 0];
port.on('message', (order: Order) => void (stop = order === 'stop'));

const control: Control = {
  stopped: () => stop,
  makeWay: wayIn(way),
  progress: (done, counts) => {
    if (Date.now() - told < pace) return;
    told = Date.now();
    tell({ kind: 'progress', done, counts });
  },
};

doJob()
  .then(result => tell({ kind: 'done', result }))
  .catch((error: unknown) => {
    const known = asFileError(error);
    if (known instanceof FileError) tell({ kind: 'refused', reason: known.reason, line: known.line });
    else
      tell({
        kind: 'broken',
        message: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
      });
  })
  .finally(() => {
    if ('store' in job) job.store.close();
    port.close();
  });

function doJob(): Promise<Results[Task['job']['kind']] | null> {
  if (job.kind === 'look') return lookAt(job, control);
  const ask = throughDoor(job.store);
  switch (job.kind) {
    case 'check':
      return check(job, ask, control);
    case 'run':
      return run(job, ask, control);
    case 'revert':
      return revert(job.batchId, ask);
    case 'export':
      return exportTo(job, ask, control);
    case 'failures':
      return writeFailures(job, ask);
  }
}

async function revert(batchId: string, ask: AskStore): Promise<null> {
  let done = 0;
  while (!(await ask('revertImport', batchId, revertedAtOnce, Date.now())))
    control.progress((done += revertedAtOnce), null);
  return null;
}
