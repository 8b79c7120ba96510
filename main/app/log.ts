/** One log, with names of parts. What a caller, a password or an agent says never goes in: parts pass words of their own. */
import log from 'electron-log/main.js';

export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string, cause?: unknown): void;
}

export function startLog(options: { console: boolean }): void {
  log.initialize({ preload: false, spyRendererConsole: false });
  log.transports.console.level = options.console ? 'info' : 'warn';
  log.transports.file.level = 'info';
  log.transports.file.maxSize = 2_000_000;
}

export function logFor(part: string): Log {
  const scope = log.scope(part);
  return {
    info: text => scope.info(text),
    warn: text => scope.warn(text),
    error: (text, cause) =>
      scope.error(text, cause instanceof Error ? (cause.stack ?? cause.message) : (cause ?? '')),
  };
}

type Level = 'debug' | 'info' | 'warn' | 'error';

/** The same log for parts that name the level and lay details beside the words. Debug lines stay out of the file. */
export function leveledLogFor(part: string) {
  const scope = log.scope(part);
  return (level: Level, message: string, details?: Readonly<Record<string, unknown>>): void =>
    details === undefined ? scope[level](message) : scope[level](message, JSON.stringify(details));
}
