/** The practice exchange. */
import type { practiceProcedures } from '../../../shared/ipc/practice.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const practiceHandlers = ({ practice, settings }: Parts): HandlersOf<typeof practiceProcedures> => ({
  'practice.start': async () => {
    await practice.start();
    settings.change({ practice: true });
    return null;
  },
  'practice.stop': async () => {
    await practice.stop();
    settings.change({ practice: false });
    return null;
  },
  'practice.callMe': async ({ customerId }) => {
    await practice.callMe(customerId);
    return null;
  },
  'practice.heard': ({ customerId }) => practice.heard(customerId),
  'practice.removeSampleData': async () => {
    await practice.removeSampleData();
    return null;
  },
});
