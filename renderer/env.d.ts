/// <reference types="vite/client" />
/** What the preload puts on `window`: one way to ask main, one way to listen. Typed by the contract in workspace/client.ts. */
import type { Reply } from '../shared/ipc/contract.ts';

declare global {
  interface HatifBridge {
    /** Calls a procedure of the contract; never rejects for a refusal, the reply says it. */
    invoke(name: string, input: unknown): Promise<Reply<unknown>>;
    /** Hands main a file that was dragged onto the window; its path never comes into the page. */
    drop(file: unknown): void;
    /** Returns the end of the subscription. */
    on(event: string, listener: (payload: unknown) => void): () => void;
  }
  interface Window {
    readonly hatif: HatifBridge;
  }
}
