import { act, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { later } from './later.tsx';

function Counter({ name }: { name: string }) {
  const [count, setCount] = useState(0);
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      {name} {count}
    </button>
  );
}

it('is blank while it loads, and keeps its state when it is drawn again', async () => {
  let come = (): void => undefined;
  const Later = later(() => new Promise<typeof Counter>(resolve => (come = () => resolve(Counter))));
  const { container, rerender } = render(<Later name="Calls" />);
  expect(container.textContent).toBe('');
  await act(async () => come());
  fireEvent.click(screen.getByRole('button'));
  rerender(<Later name="Ringing" />);
  expect(container.textContent).toBe('Ringing 1');
});

it('is there at once when it was loaded before', async () => {
  const Later = later(async () => Counter);
  await Later.load();
  const { container } = render(<Later name="Calls" />);
  expect(container.textContent).toBe('Calls 0');
});
