/** Keys that work in every program, off until they are chosen. */
import { globalAction, type GlobalAction, type ReachSettings } from '../../shared/reach/types.ts';

export interface Shortcuts {
  /** False when somebody else has it. */
  register(accelerator: string, run: () => void): boolean;
  unregister(accelerator: string): void;
}

export class GlobalKeys {
  readonly #shortcuts: Shortcuts;
  readonly #run: (action: GlobalAction) => void;
  #registered = new Map<GlobalAction, string>();
  #taken: GlobalAction[] = [];

  constructor(shortcuts: Shortcuts, run: (action: GlobalAction) => void) {
    this.#shortcuts = shortcuts;
    this.#run = run;
  }

  /** Chosen, and in somebody else's hands. */
  get taken(): readonly GlobalAction[] {
    return this.#taken;
  }

  set(keys: ReachSettings['keys']): void {
    for (const [action, accelerator] of this.#registered) {
      if (keys[action] === accelerator) continue;
      this.#shortcuts.unregister(accelerator);
      this.#registered.delete(action);
    }
    this.#taken = globalAction.options.filter(action => {
      const accelerator = keys[action];
      if (accelerator === null || this.#registered.has(action)) return false;
      const ours = [...this.#registered.values()].includes(accelerator);
      if (ours || !this.#register(accelerator, action)) return true;
      this.#registered.set(action, accelerator);
      return false;
    });
  }

  dispose(): void {
    for (const accelerator of this.#registered.values()) this.#shortcuts.unregister(accelerator);
    this.#registered = new Map();
  }

  /** Electron throws at what it cannot read. */
  #register(accelerator: string, action: GlobalAction): boolean {
    try {
      return this.#shortcuts.register(accelerator, () => this.#run(action));
    } catch {
      return false;
    }
  }
}
