/** Ends the parts in order, each within its time: a part that hangs costs its share and no more. */
import type { Log } from './log.ts';

export interface ShutdownStep {
  name: string;
  withinMs: number;
  end: () => Promise<unknown> | void;
}

/** Runs the steps one after the other; a failure or a hang is logged and the next step runs. */
export async function shutDown(steps: readonly ShutdownStep[], log: Log): Promise<void> {
  for (const step of steps) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>(resolve => {
      timer = setTimeout(() => resolve('late'), step.withinMs);
    });
    try {
      const outcome = await Promise.race([Promise.resolve(step.end()).then(() => 'ended' as const), late]);
      if (outcome === 'late') log.warn(`${step.name} did not end within ${step.withinMs} ms`);
    } catch (cause) {
      log.error(`${step.name} failed to end`, cause);
    } finally {
      clearTimeout(timer);
    }
  }
}
