/** The hidden media page: takes its port from the preload and serves it. */
import { z } from 'zod';
import type { MediaEvent } from '../../shared/media/protocol.ts';
import { dispatcher } from './port.ts';
import { Studio } from './studio.ts';

// The content policy forbids code from text, which zod would otherwise try.
z.config({ jitless: true });

const HANDOVER = 'media-port';

addEventListener('message', function take(message) {
  const [port] = message.ports;
  if (message.source !== window || message.data !== HANDOVER || port === undefined) return;
  removeEventListener('message', take);
  const studio = new Studio((event: MediaEvent) => port.postMessage({ event }));
  const serve = dispatcher(port, studio.handlers);
  port.addEventListener('message', frame => void serve(frame.data));
  port.start();
});
