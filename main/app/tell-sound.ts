/** What the sound has to tell the agent: devices that went away and came back. */
import type { EventPayload } from '../../shared/ipc/contract.ts';
import type { MediaEvent } from '../../shared/media/protocol.ts';

/** Null for what needs no words. */
export function soundNotice(event: MediaEvent): EventPayload<'notice'> | null {
  switch (event.kind) {
    case 'microphone':
      return event.replacedBy === null
        ? { key: 'notice.microphoneLost', values: { lost: event.lost }, tone: 'error' }
        : {
            key: 'notice.microphoneReplaced',
            values: { lost: event.lost, replacedBy: event.replacedBy },
            tone: 'warning',
          };
    case 'deviceGone':
      return { key: 'notice.deviceGone', values: { device: event.device }, tone: 'warning' };
    case 'deviceBack':
      return { key: 'notice.deviceBack', values: { device: event.device }, tone: 'info' };
    case 'strongNoiseFailed':
      return { key: 'notice.strongNoiseFailed', values: {}, tone: 'warning' };
    default:
      return null;
  }
}
