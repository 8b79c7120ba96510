import type { BulkAction } from '../../../shared/people/bulk.ts';

/** Fields of one kind of action: they say the action once it is whole, null before. */
export interface Fields<K extends BulkAction['kind']> {
  onChange: (action: Extract<BulkAction, { kind: K }> | null) => void;
}

/** What opens belongs to the page: outside of it, nobody who goes by landmarks would find it. */
export const inPlace = { withinPortal: false } as const;
