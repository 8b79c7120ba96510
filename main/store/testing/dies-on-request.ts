/** Ends this worker thread in the middle of any request that asks for it, before an answer is given. */
import { parentPort } from 'node:worker_threads';

/** Somewhere in the arguments of a request. */
const lastWord = '!die';

parentPort?.on('message', (request: unknown) => {
  if (JSON.stringify(request).includes(lastWord)) process.exit(1);
});
