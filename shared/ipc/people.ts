/** People and where they can be found. */
import { z } from 'zod';
import { followUp, person, searchHit, timelineEntry } from '../people/types.ts';
import { workspace, type Procedure } from './procedure.ts';

export const peopleProcedures = {
  'people.search': {
    input: z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }),
    output: z.array(searchHit),
    windows: workspace,
  },
  'people.get': {
    input: z.strictObject({ personId: z.string() }),
    output: z.object({ person, history: z.array(timelineEntry), owed: z.array(followUp) }).nullable(),
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
