/**
 * Names of scripts, steps, fields and answers: letters of any script, digits, hyphen and underline, in lower case. They are
 * keys of plain objects, so the one such name that every object has of itself is none.
 */
export const idPattern = /^(?!constructor$)\p{L}[\p{L}\p{M}\p{N}_-]{0,59}$/u;

export const normalId = (written: string): string => written.trim().toLowerCase();

/** Where a step can lead besides another step. */
export const ends = ['end', 'return'] as const;
