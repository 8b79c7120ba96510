/** One job in a thread of its own. */
import { Worker, type MessagePort } from 'node:worker_threads';
import type { FileReason } from '../../shared/import/file-error.ts';
import type { BatchCounts } from '../store/import/port.ts';
import type { Job, Order, Report, Results, Task } from './jobs.ts';
import type { Way } from './make-way.ts';

export type Outcome<K extends Job['kind']> =
  | { kind: 'done'; result: Results[K] }
  | { kind: 'stopped' }
  | { kind: 'refused'; reason: FileReason; line: number | null }
  | { kind: 'broken'; message: string };

export interface Running<K extends Job['kind']> {
  /** Never rejects. */
  outcome: Promise<Outcome<K>>;
  /** Asks it to end soon. */
  stop(): void;
  /** Ends it at once, wherever it is. */
  kill(): void;
}

export function startJob<K extends Job['kind']>(
  script: string,
  job: Extract<Job, { kind: K }>,
  way: Way,
  onProgress: (done: number, counts: BatchCounts | null) => void,
): Running<K> {
  const ports: MessagePort[] = 'store' in job ? [job.store as MessagePort] : [];
  const worker = new Worker(script, {
    workerData: { job, way: way.memory } satisfies Task,
    transferList: ports,
    name: `import-${job.kind}`,
  });
  const outcome = new Promise<Outcome<K>>(resolve => {
    worker.on('message', (report: Report) => {
      if (report.kind === 'progress') onProgress(report.done, report.counts);
      else if (report.kind !== 'done') resolve(report);
      else if (report.result === null && job.kind !== 'revert') resolve({ kind: 'stopped' });
      else resolve({ kind: 'done', result: report.result as Results[K] });
    });
    worker.on('error', (error: Error) => resolve({ kind: 'broken', message: error.message }));
    worker.on('exit', code => resolve({ kind: 'broken', message: `exit ${code}` }));
  });
  return {
    outcome,
    stop: () => worker.postMessage('stop' satisfies Order),
    kill: () => void worker.terminate(),
  };
}
