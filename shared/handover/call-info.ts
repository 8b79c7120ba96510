/** Where more of a call stands: Call-Info with the purpose "info" (RFC 3261, 20.9). */

const longest = 300;

/** Null for what is no such address: only https, without a name or a password in it. */
export function readLink(header: string): string | null {
  for (const [, address = '', parameters = ''] of header.slice(0, 2048).matchAll(/<([^<>\s]*)>([^,<]*)/g))
    if (/;\s*purpose\s*=\s*"?info"?\s*(;|$)/i.test(parameters)) {
      const link = safeLink(address);
      if (link !== null) return link;
    }
  return null;
}

export function safeLink(address: string): string | null {
  try {
    const url = new URL(address);
    const fit = url.protocol === 'https:' && url.username === '' && url.password === '';
    return fit &&
      url.href.length <= longest &&
      /^[\u0021-\u007e]*$/.test(url.href) &&
      !/[<>",\\]/.test(url.href)
      ? url.href
      : null;
  } catch {
    return null;
  }
}

export const writeLink = (link: string): string => `<${link}>;purpose=info`;
