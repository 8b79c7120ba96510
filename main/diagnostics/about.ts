/** Versions and the machine, for a report: nothing that names anybody, not the machine either. */
import os from 'node:os';
import type { ReportSources } from './report.ts';

export function aboutMachine(more: ReportSources['about']): ReportSources['about'] {
  const { electron, chrome, node } = process.versions;
  return {
    ...more,
    electron,
    chrome,
    node,
    system: `${process.platform} ${process.arch} ${os.release()}`,
    memoryGigabytes: Math.round(os.totalmem() / 2 ** 30),
    processors: os.cpus().length,
    upMinutes: Math.round(process.uptime() / 60),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
