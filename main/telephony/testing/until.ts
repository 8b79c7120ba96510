/** Waiting for states, never for time. */

/** Resolves with the first truthy value of `state`; rejects after twenty seconds, saying what never came. */
export async function until<T>(what: string, state: () => T | null | undefined | false): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = state();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`It never came to this: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
