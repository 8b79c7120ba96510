/** Waiting for a state, never for a time. */

/**
 * Asks `probe` again and again until it gives something other than undefined, null or false, and returns that.
 * Throws after `within` ms (10,000 unless told) with `what` and, where given, what `seen` says was there instead.
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  options: { within?: number; every?: number; seen?: () => string } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const { within = 10_000, every = 20, seen } = options;
  const deadline = Date.now() + within;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== null && found !== false)
      return found as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) {
      const instead = seen === undefined ? '' : `; instead: ${seen()}`;
      throw new Error(`Waited ${within} ms in vain until ${what}${instead}`);
    }
    await new Promise(resolve => setTimeout(resolve, every));
  }
}

/** `promise`, or an error that names `what` after `within` ms. */
export async function inTime<T>(what: string, promise: Promise<T>, within = 10_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${within} ms in vain for ${what}`)), within);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
