import { expect, test } from 'vitest';
import type { CallView } from '../../shared/call/view.ts';
import { stepsBetween } from './journal.ts';

test('what the phone system says of a call stands at the beginning of its record, once', () => {
  const said = { fields: [{ label: 'Order', value: 'A-17' }], waitedFor: 94 };
  const call = {
    id: 'c',
    phase: 'ringing',
    answeredAt: null,
    end: null,
    transfer: null,
    said,
  } as unknown as CallView;
  expect(stepsBetween(null, call)).toEqual([{ kind: 'phase', phase: 'ringing', data: { said } }]);
  expect(stepsBetween(call, { ...call, phase: 'answering' })).toMatchObject([{ kind: 'phase', data: {} }]);
});
