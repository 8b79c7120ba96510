/** Which addresses a line may connect to. Passwords and voices go through there. */
import type { LineFault } from '../../shared/lines/types.ts';

export type CheckedUrl = { url: string } | { fault: Extract<LineFault, 'badUrl' | 'insecureUrl'> };

/** wss:// anywhere; ws:// only to this machine. Credentials and fragments have no place in it. */
export function checkServerUrl(text: string): CheckedUrl {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return { fault: 'badUrl' };
  }
  if (url.protocol !== 'wss:' && url.protocol !== 'ws:') return { fault: 'badUrl' };
  if (url.username || url.password || url.hash || !url.hostname) return { fault: 'badUrl' };
  if (url.protocol === 'ws:' && !isLoopback(url.hostname)) return { fault: 'insecureUrl' };
  return { url: url.href };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
