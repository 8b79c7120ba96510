/** What one call plays, on the device that the agent chose. */
export class Speaker {
  readonly #element = new Audio();
  #wanted: string;

  constructor(deviceId: string) {
    this.#wanted = deviceId;
  }

  play(stream: MediaStream): void {
    this.#element.srcObject = stream;
    void this.route(this.#wanted);
    // Refused only when the element was stopped meanwhile.
    void this.#element.play().catch(() => undefined);
  }

  /** `''` is the system's device, and what is used while the wanted one is away. Asked again before each call. */
  async route(deviceId: string): Promise<void> {
    this.#wanted = deviceId;
    await this.#element.setSinkId(deviceId).catch(() => this.#element.setSinkId('').catch(() => undefined));
  }

  stop(): void {
    this.#element.pause();
    this.#element.srcObject = null;
  }
}
