/** Everything that listens returns its end. A store of ends, ended together, last first. */
export interface Disposable {
  dispose(): void;
}

export class DisposableStore implements Disposable {
  readonly #ends: Disposable[] = [];
  #disposed = false;

  /** Keeps `end` until dispose(); ends it at once when already disposed. */
  add<T extends Disposable | (() => void)>(end: T): T {
    const disposable: Disposable = typeof end === 'function' ? { dispose: () => void end() } : end;
    if (this.#disposed) disposable.dispose();
    else this.#ends.push(disposable);
    return end;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const end of this.#ends.splice(0).reverse()) end.dispose();
  }
}
