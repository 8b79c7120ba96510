import { describe, expect, it } from 'vitest';
import { KeyLayers, type Layer, type Priority } from './layers.ts';
import type { KeyName } from './names.ts';

const layer = (priority: Priority, keys: KeyName[], exclusive = false): Layer => ({
  priority,
  exclusive,
  keys: new Set(keys),
  act: () => undefined,
});

describe('a layer that is being drawn', () => {
  it('has the keys that it will have when it is on, and the same ones then', () => {
    const layers = new KeyLayers();
    layers.push(layer('page', ['A']));
    const call = layer('call', ['A', 'X']);
    expect([layers.owns(call, 'A'), layers.owns(call, 'X'), layers.owns(call, 'M')]).toEqual([
      true,
      true,
      false,
    ]);
    layers.push(call);
    expect([layers.owns(call, 'A'), layers.owns(call, 'X')]).toEqual([true, true]);
    layers.push(layer('call', ['A']));
    expect([layers.owns(call, 'A'), layers.owns(call, 'X')]).toEqual([false, true]);
  });

  it('has none that something above it has, or keeps from it', () => {
    const layers = new KeyLayers();
    const menu = layers.push(layer('menu', ['A']));
    expect([layers.owns(layer('call', ['A', 'X']), 'A'), layers.owns(layer('call', ['X']), 'X')]).toEqual([
      false,
      true,
    ]);
    menu.dispose();
    layers.push(layer('dialog', [], true));
    expect(layers.owns(layer('call', ['A']), 'A')).toBe(false);
  });
});
