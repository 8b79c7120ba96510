/** Characters of a message over the phone system; the timeline shows as many. */
export const mostMessage = 2_000;
