/** The workspace's side of the border: typed by the contract, refusals become HatifError. */
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { EventName, EventPayload, Input, Output, ProcedureName } from '../../shared/ipc/contract.ts';

export interface Client {
  /** Rejects with HatifError, its code from the contract. */
  invoke<P extends ProcedureName>(name: P, input: Input<P>): Promise<Output<P>>;
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): Disposable;
  /** A file that was dragged onto the window; main looks at it. */
  drop(file: File): void;
}

/** Main checked the values against the contract's schemas before it sent them; here they only get their types. */
export function createClient(bridge: HatifBridge): Client {
  return {
    drop: file => bridge.drop(file),
    async invoke<P extends ProcedureName>(name: P, input: Input<P>): Promise<Output<P>> {
      const reply = await bridge.invoke(name, input);
      if (reply.ok) return reply.value as Output<P>;
      const { code, message, retryable, barred } = reply.error;
      throw new HatifError(code, message, { retryable, ...(barred === undefined ? {} : { barred }) });
    },
    on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): Disposable {
      const end = bridge.on(event, payload => listener(payload as EventPayload<E>));
      return { dispose: end };
    },
  };
}
