/** The self-check and the report. */
import type { diagnosticsProcedures } from '../../../shared/ipc/diagnostics.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const diagnosticsHandlers = ({ diagnostics }: Parts): HandlersOf<typeof diagnosticsProcedures> => ({
  'check.start': ({ accountId }) => {
    diagnostics.start(accountId);
    return null;
  },
  'check.cancel': () => {
    diagnostics.cancel();
    return null;
  },
  'report.prepare': () => diagnostics.prepare(),
  'report.save': ({ reportId }) => diagnostics.save(reportId),
});
