/** The store as a worker thread has it: requests through a port of its own, past main. */
import type { MessagePort } from 'node:worker_threads';
import { HatifError } from '../../shared/errors.ts';
import type { ImportStore } from '../store/import/port.ts';
import type { Store } from '../store/port.ts';
import type { Answer, Request } from '../store/wire.ts';

type Asked = ImportStore & Pick<Store, 'fileBytes'>;
type Verb = keyof Asked;
export type AskStore = <V extends Verb>(
  verb: V,
  ...args: Parameters<Asked[V]>
) => Promise<Awaited<ReturnType<Asked[V]>>>;

/** Requests reject with HatifError; `storeUnavailable` when the store's thread is gone. */
export function throughDoor(port: MessagePort): AskStore {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: HatifError): void }>();
  let [lastId, shut] = [0, false];
  const gone = (): HatifError =>
    new HatifError('storeUnavailable', 'the store went away', { retryable: true });
  port.on('message', (answer: Answer) => {
    if (answer.type === 'view') return;
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.type === 'reply') return asked?.resolve(answer.value);
    const { code, message, retryable } = answer.failure;
    asked?.reject(new HatifError(code, message, { retryable }));
  });
  port.on('close', () => {
    shut = true;
    for (const { reject } of waiting.values()) reject(gone());
    waiting.clear();
  });
  return ((verb: Verb, ...args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      if (shut) return reject(gone());
      const id = (lastId += 1);
      waiting.set(id, { resolve, reject });
      port.postMessage({ id, verb, args } satisfies Request);
      // The types of verbs and answers are those of the store's own map (main/store/wire.ts).
    })) as AskStore;
}
