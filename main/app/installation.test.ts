import { describe, expect, it } from 'vitest';
import { instanceOf } from './installation.ts';

describe('the instance id of a line', () => {
  it('is the same after every restart', () => {
    expect(instanceOf('here', 'service')).toBe(instanceOf('here', 'service'));
  });
  it('differs between lines and between installations', () => {
    const ids = [instanceOf('here', 'service'), instanceOf('here', 'sales'), instanceOf('there', 'service')];
    expect(new Set(ids).size).toBe(3);
  });
  it('is a UUID that a registrar accepts', () => {
    expect(instanceOf('here', 'service')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
