/** Nothing has come from outside the window, and nothing was tested. */
import { noCheck } from '../../shared/diagnostics/types.ts';
import { noReach } from '../../shared/reach/types.ts';

export const fromOutside = { selfCheck: noCheck, reach: noReach, offered: null };
