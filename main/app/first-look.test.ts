import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstLook } from './first-look.ts';

describe('what waits for the first look', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watched = () => {
    const look = firstLook();
    let over = false;
    void look.over.then(() => (over = true));
    return { look, over: async () => (await vi.advanceTimersByTimeAsync(0), over) };
  };

  it('goes on a second after the page asked', async () => {
    const { look, over } = watched();
    look.asked();
    await vi.advanceTimersByTimeAsync(999);
    expect(await over()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await over()).toBe(true);
  });

  it('is not put off by a page that asks again', async () => {
    const { look, over } = watched();
    look.asked();
    await vi.advanceTimersByTimeAsync(900);
    look.asked();
    await vi.advanceTimersByTimeAsync(100);
    expect(await over()).toBe(true);
  });

  it('goes on by itself when the page never asks', async () => {
    const { over } = watched();
    await vi.advanceTimersByTimeAsync(3999);
    expect(await over()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await over()).toBe(true);
  });

  it('goes on at once when it cannot wait', async () => {
    const { look, over } = watched();
    look.end();
    expect(await over()).toBe(true);
  });
});
