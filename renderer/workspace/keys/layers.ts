/**
 * Who owns a key. Layers lie over each other: menu, candidates, outcomes, lists, the call, the page. The topmost that
 * binds a key has it, and only there its cap is drawn.
 */
import type { Disposable } from '../../../shared/disposable.ts';
import type { KeyName } from './names.ts';

/** Later covers earlier. */
export const priorities = ['page', 'list', 'call', 'outcomes', 'candidates', 'menu', 'dialog'] as const;
export type Priority = (typeof priorities)[number];

export type Bindings = Partial<Record<KeyName, () => void>>;

export interface Layer {
  priority: Priority;
  keys: ReadonlySet<KeyName>;
  /** Nothing below is reached while it is there. */
  exclusive: boolean;
  act(key: KeyName): void;
}

export class KeyLayers {
  /** In the order in which they came. */
  #layers: readonly Layer[] = [];
  /** The topmost first. */
  #downwards: readonly Layer[] = [];
  readonly #listeners = new Set<() => void>();

  push(layer: Layer): Disposable {
    this.#set([...this.#layers, layer]);
    return { dispose: () => this.#set(this.#layers.filter(other => other !== layer)) };
  }

  /** The layer that answers to a key now, or null. */
  ownerOf(key: KeyName): Layer | null {
    for (const layer of this.#downwards) {
      if (layer.keys.has(key)) return layer;
      if (layer.exclusive) return null;
    }
    return null;
  }

  /** Whether a key is `layer`'s, or will be when the layer that is being drawn is put on: caps need be drawn only once. */
  owns(layer: Layer, key: KeyName): boolean {
    const isOn = this.#layers.includes(layer);
    for (const other of this.#downwards) {
      if (other === layer || (!isOn && rank(other) <= rank(layer))) break;
      if (other.exclusive || other.keys.has(key)) return false;
    }
    return layer.keys.has(key);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #set(layers: readonly Layer[]): void {
    this.#layers = layers;
    this.#downwards = layers.toReversed().sort((a, b) => rank(b) - rank(a));
    for (const listener of this.#listeners) listener();
  }
}

const rank = (layer: Layer) => priorities.indexOf(layer.priority);
