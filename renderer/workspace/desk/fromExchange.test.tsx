import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { states } from '../../testing/states.ts';

it('shows beside the caller what the phone system says of the call, as text', async () => {
  const snapshot = states.live('en');
  const said = { fields: [{ label: 'Order', value: '<b>A-17</b>' }], waitedFor: 94 };
  await open({ ...snapshot, calls: snapshot.calls.map(call => ({ ...call, said })) });
  const list = screen.getByLabelText('From the phone system');
  expect(list.textContent).toBe('Waited1:34Order<b>A-17</b>');
});
