/** The hidden media page: takes its port from the preload and serves it. */
import '../locked.ts';
import type { MediaEvent } from '../../shared/media/protocol.ts';
import { dispatcher } from './port.ts';
import { Studio } from './studio.ts';

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
