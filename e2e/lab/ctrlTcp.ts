/** baresip's control channel: JSON in netstrings over TCP, replies to commands and events of calls alike. */
import { connect, type Socket } from 'node:net';
import { z } from 'zod';

const event = z.object({
  event: z.literal(true),
  type: z.string(),
  peeruri: z.string().optional(),
  id: z.string().optional(),
  param: z.string().optional(),
});
export type PhoneEvent = z.infer<typeof event>;

export class CtrlTcp {
  readonly #socket: Socket;
  #buffer = Buffer.alloc(0);

  private constructor(socket: Socket, onEvent: (event: PhoneEvent) => void) {
    this.#socket = socket;
    socket.on('error', () => {}); // the phone was killed; its exit tells the story
    socket.on('data', chunk => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      for (let text = this.#next(); text !== null; text = this.#next()) {
        const parsed = event.safeParse(JSON.parse(text));
        if (parsed.success) onEvent(parsed.data);
      }
    });
  }

  static async open(port: number, onEvent: (event: PhoneEvent) => void): Promise<CtrlTcp> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new CtrlTcp(socket, onEvent);
  }

  /** The answer is not waited for: some commands (hangup) have none. What happened comes as an event. */
  command(command: string, params = ''): void {
    const text = JSON.stringify({ command, params });
    this.#socket.write(`${Buffer.byteLength(text)}:${text},`);
  }

  close(): void {
    this.#socket.destroy();
  }

  #next(): string | null {
    const colon = this.#buffer.indexOf(':');
    if (colon < 0) return null;
    const start = colon + 1;
    const end = start + Number(this.#buffer.subarray(0, colon).toString('latin1'));
    if (this.#buffer.length < end + 1) return null;
    const text = this.#buffer.subarray(start, end).toString('utf8');
    this.#buffer = this.#buffer.subarray(end + 1);
    return text;
  }
}
