/**
 * The page's end of the MessagePort: every request is checked, answered exactly once, and its answer is checked too.
 * Nothing that arrives can make it throw.
 */
import {
  mediaRequests,
  toMedia,
  type FromMedia,
  type MediaInput,
  type MediaOutput,
  type MediaRequest,
} from '../../shared/media/protocol.ts';
import { toFault } from './fault.ts';

export type Handlers = { [R in MediaRequest]: (input: MediaInput<R>) => Promise<MediaOutput<R>> };

export interface Wire {
  postMessage(frame: FromMedia): void;
}

/** Returns the listener for frames from main; its promise ends when the reply is on the wire. */
export function dispatcher(wire: Wire, handlers: Handlers): (frame: unknown) => Promise<void> {
  return async frame => {
    const framed = toMedia.safeParse(frame);
    // Without an id there is nobody to answer: main's deadline ends the request.
    if (!framed.success) return;
    const { id, request, input } = framed.data;
    try {
      wire.postMessage({ id, ok: true, output: await handle(handlers, request, input) });
    } catch (thrown) {
      const { code, message } = toFault(thrown);
      wire.postMessage({ id, ok: false, code, message: message.slice(0, 1_000) });
    }
  };
}

async function handle(handlers: Handlers, request: string, input: unknown): Promise<unknown> {
  if (!isRequest(request)) throw new Error(`no such request: ${request.slice(0, 64)}`);
  const schema = mediaRequests[request];
  // Handlers and schemas share the key, which TypeScript cannot follow through a union.
  const handler = handlers[request] as (input: unknown) => Promise<unknown>;
  return schema.output.parse(await handler(schema.input.parse(input)));
}

const isRequest = (name: string): name is MediaRequest => Object.hasOwn(mediaRequests, name);
