/** Which window is which. A sender that is not in here is a stranger. */
import type { WebContents, WebFrameMain } from 'electron';
import type { WindowRole } from '../../shared/ipc/contract.ts';

export class WindowRoles {
  readonly #roles = new Map<number, WindowRole>();

  assign(contents: WebContents, role: WindowRole): void {
    this.#roles.set(contents.id, role);
    contents.once('destroyed', () => this.#roles.delete(contents.id));
  }

  of(contents: WebContents | null): WindowRole | null {
    return contents === null ? null : (this.#roles.get(contents.id) ?? null);
  }

  /** The role of a message's sender; null unless it is the top frame of one of our windows, on our own page. */
  ofSender(contents: WebContents, frame: WebFrameMain | null): WindowRole | null {
    if (frame === null || frame.parent !== null || !frame.url.startsWith('hatif://app/')) return null;
    return this.of(contents);
  }
}
