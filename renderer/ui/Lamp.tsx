import type { ReactNode } from 'react';

export type LampState = 'live' | 'ready' | 'held' | 'owed' | 'failed' | 'ringing' | 'free' | 'done' | 'off';

/** A state as a shape and a word, never as a colour alone. Green is kept for a live call. */
export function Lamp({ state, children }: { state: LampState; children: ReactNode }) {
  return (
    <span className="lamp">
      <Dot state={state} />
      {children}
    </span>
  );
}

export function Dot({ state }: { state: LampState }) {
  return <i className={`dot ${state}`} aria-hidden />;
}
