/**
 * Colour tokens, `[light, dark]`. A name without suffix is for text and icons, `-fill` carries white text or is a dot,
 * `-tint` is a ground. Text tokens have at least 4.5:1 on every surface they may sit on (WCAG 2.2, 1.4.3).
 */
export const tokens = {
  '--paper': ['#f7f7f6', '#121315'], // window, rail, Now, fields at rest
  '--surface': ['#ffffff', '#18191c'], // Who, Next, band, chosen slot
  '--sunken': ['#f2f2f1', '#212328'], // hover, search field, degraded banner
  '--chosen': ['#ececea', '#2a2c32'], // selected row, pressed toggle, undo strip
  '--line': ['#e6e6e3', '#292b30'], // hairline
  '--line-strong': ['#cfcfcb', '#3d4047'], // outline of a control
  '--text': ['#1a1a1c', '#ecedef'], // said
  '--text-2': ['#515157', '#b3b6bd'], // explained
  '--text-3': ['#66666d', '#93979f'], // labelled
  '--accent': ['#4048c0', '#a4acf4'], // next thing, link, focus, ringing
  '--accent-fill': ['#4048c0', '#4a53cf'],
  '--accent-tint': ['#eef0fd', '#23264a'],
  '--live': ['#0f7541', '#5ecb90'], // a live call, nothing else
  '--live-fill': ['#12794a', '#177a48'],
  '--live-tint': ['#e9f5ee', '#14271d'],
  '--owed': ['#875000', '#efb65a'], // hold, owed, late, wrap-up
  '--owed-fill': ['#d98c0a', '#d9952b'],
  '--owed-tint': ['#fdf4e1', '#2d2413'],
  '--danger': ['#b3232b', '#ff8d89'], // hang-up, failure, forbidden
  '--danger-fill': ['#c4282f', '#c73a40'],
  '--danger-tint': ['#fcedec', '#351b1d'],
  '--mark': ['#fff0b8', '#554714'], // letters a search found
  '--shadow': ['0 8px 24px rgb(20 20 25 / 12%)', '0 8px 24px rgb(0 0 0 / 48%)'], // menus only
} as const satisfies Record<`--${string}`, readonly [light: string, dark: string]>;

/** The tokens of one scheme. */
export function tokensOf(scheme: 'light' | 'dark'): Record<string, string> {
  const side = scheme === 'light' ? 0 : 1;
  return Object.fromEntries(Object.entries(tokens).map(([name, pair]) => [name, pair[side]]));
}
