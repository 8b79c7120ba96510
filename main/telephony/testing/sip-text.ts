/** Raw SIP messages, read and written by hand: a peer of the tests shares no code with what it tests. */

/** First value of a header, by its long name; '' when there is none. */
export function field(message: string, name: string): string {
  return fields(message, name)[0] ?? '';
}

export function fields(message: string, name: string): string[] {
  const head = message.slice(0, message.indexOf('\r\n\r\n')).split('\r\n');
  return head
    .filter(line => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map(line => line.slice(name.length + 1).trim());
}

export const methodOf = (message: string): string => message.slice(0, message.indexOf(' '));
export const statusOf = (message: string): number => Number(/^SIP\/2\.0 (\d{3})/.exec(message)?.[1] ?? 0);
export const cseqOf = (message: string): string => field(message, 'CSeq');
export const bodyOf = (message: string): string => message.slice(message.indexOf('\r\n\r\n') + 4);
export const tagOf = (value: string): string => /;\s*tag=([^;\s]+)/i.exec(value)?.[1] ?? '';
/** What stands in angle brackets. */
export const uriOf = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value;
export const userOf = (value: string): string => /sips?:([^@;>]+)@/.exec(value)?.[1] ?? '';

/** Start line, header lines and body as one message with its length. */
export function write(start: string, headers: readonly string[], body = ''): string {
  return [start, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

/** A response to `request` with the tag given to its To. */
export function answerTo(
  request: string,
  status: string,
  tag: string,
  headers: readonly string[] = [],
  body = '',
): string {
  const to = field(request, 'To');
  return write(
    `SIP/2.0 ${status}`,
    [
      ...fields(request, 'Via').map(via => `Via: ${via}`),
      `From: ${field(request, 'From')}`,
      `To: ${tagOf(to) === '' ? `${to};tag=${tag}` : to}`,
      `Call-ID: ${field(request, 'Call-ID')}`,
      `CSeq: ${cseqOf(request)}`,
      ...headers,
    ],
    body,
  );
}
