/** The redactor of this run: its marks cannot be turned back, nor compared with those of another run. */
import { createHmac, randomBytes } from 'node:crypto';
import { createRedactor, type Redactor } from '../../shared/diagnostics/redact.ts';
import type { Settings } from '../../shared/settings/schema.ts';

/** No vowels: no mark is a word or a name. */
const letters = 'bcdfghjkmnpqrtvw';

export function redactorOf(settings: () => Settings): Redactor {
  const key = randomBytes(32);
  let known: { of: Settings; hosts: ReadonlySet<string> } | null = null;
  return createRedactor({
    mark: text =>
      createHmac('sha256', key)
        .update(text)
        .digest('hex')
        .slice(0, 7)
        .replace(/[0-9a-f]/g, digit => letters[Number.parseInt(digit, 16)] ?? 'x'),
    hosts: () => {
      const of = settings();
      // Asked for every host of every message.
      if (known?.of !== of) known = { of, hosts: hostsOf(of) };
      return known.hosts;
    },
  });
}

function hostsOf({ accounts }: Settings): ReadonlySet<string> {
  const named = accounts.flatMap(({ server, moreServers, domain, iceServers }) => [
    ...[server, ...moreServers.map(({ url }) => url)].map(url =>
      URL.canParse(url) ? new URL(url).hostname : '',
    ),
    domain.replace(/:\d+$/, ''),
    ...iceServers.map(({ url }) => /^\w+:([^:?]*)/.exec(url)?.[1] ?? ''),
  ]);
  return new Set(['practice.hatif.invalid', ...named].map(host => host.toLowerCase()));
}
