/** Characters of a template. Beside the engine, because borders check it that never fill one. */
export const mostSource = 20_000;
