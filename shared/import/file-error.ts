/** Why a file is not read at all: nothing of it has been entered. Each reason has a sentence in both catalogues. */
export const fileReasons = [
  'missing', // moved or deleted since it was chosen
  'changed', // other than when it was looked at
  'unreadable', // the system refuses
  'noFile', // a folder, a device
  'empty',
  'notCards', // neither values nor cards
  'notClosed', // a quote or a card is begun and never ended
  'lineTooLong',
  'cardTooBig',
  'recordTooLong',
  'tooManyColumns',
  'tooManyRecords',
  'badQuotes',
] as const;
export type FileReason = (typeof fileReasons)[number];

export class FileError extends Error {
  override readonly name = 'FileError';
  readonly reason: FileReason;
  /** Counted from 1; null where it is about the file as a whole. */
  readonly line: number | null;

  constructor(reason: FileReason, line: number | null = null) {
    super(line === null ? reason : `${reason} in line ${line}`);
    this.reason = reason;
    this.line = line;
  }
}
