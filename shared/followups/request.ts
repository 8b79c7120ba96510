/** From a hook and values to the request that goes out. Pure; what is not fit to be sent is a fault, not a request. */
import { render, type TemplateFault, type Values } from '../template/engine.ts';
import type { Hook } from './types.ts';

export interface HookRequest {
  method: Hook['method'] | 'GET';
  url: URL;
  headers: Record<string, string>;
  body: string;
}

export type Filled = { ok: true; request: HookRequest } | { ok: false; fault: TemplateFault };

/** Anything that ends a header, or that a header cannot hold (RFC 9110, 5.5). */
const unfitForHeader = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;

export function fillRequest(
  hook: Pick<Hook, 'method' | 'url' | 'headers' | 'body' | 'keyHeader'>,
  values: Values,
  secrets: { key: string; secret: string },
): Filled {
  const withKey = { ...values, key: secrets.key };
  const url = render(hook.url, withKey);
  if (!url.ok) return url;
  const address = addressOf(hook.url, url.text);
  if (address === null) return wrong('the address is not one that can be asked');
  const headers: Record<string, string> = {};
  for (const { name, value } of hook.headers) {
    // The secret is for headers alone: it must not come to stand in an address or in a body that is shown.
    const filled = render(value, { ...withKey, secret: secrets.secret });
    if (!filled.ok) return filled;
    if (unfitForHeader.test(filled.text)) return wrong(`the header ${name} holds what no header may hold`);
    headers[name.toLowerCase()] = filled.text;
  }
  if (hook.keyHeader !== null) headers[hook.keyHeader.toLowerCase()] = secrets.key;
  const body = render(hook.body, withKey);
  if (!body.ok) return body;
  headers['content-type'] ??= 'application/json';
  if (/\bjson\b/i.test(headers['content-type']) && !isJson(body.text)) return wrong('the body is not JSON');
  return { ok: true, request: { method: hook.method, url: address, headers, body: body.text } };
}

/**
 * Scheme and host stand in the template itself: no value may decide which machine is asked. Null when they do not, or
 * when the address names a user or a password.
 */
export function addressOf(source: string, filled: string): URL | null {
  const fixed = /^(https?:\/\/[^/?#{}\s\\]+)(?:[/?#]|$)/i.exec(source);
  if (!fixed?.[1]) return null;
  try {
    const url = new URL(filled);
    const meant = new URL(fixed[1]);
    return url.origin === meant.origin && url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const wrong = (message: string): Filled => ({ ok: false, fault: { message, line: null, column: null } });
