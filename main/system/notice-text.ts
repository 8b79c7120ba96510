/**
 * The body of a notice as the desktop will read it. What stands in it came from callers, and desktops on Linux take it for
 * markup (Desktop Notifications Specification, "Markup": links, pictures by file name), which Electron passes on as it is.
 */
const longest = 300;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export function noticeBody(text: string, platform: NodeJS.Platform): string {
  const short = text.slice(0, longest);
  return platform === 'linux' ? short.replace(/[&<>]/g, sign => entities[sign] ?? '') : short;
}
