/** A session description without what names or lets in anybody: no user, no session name, no keys, no passwords. */
import { codecs, directions } from './vocabulary.ts';

const mostLines = 200;

export function redactSdp(sdp: string, host: (text: string) => string): string[] {
  let others = 0;
  const shown = sdp
    .split(/\r?\n/)
    .slice(0, mostLines)
    .flatMap(line => {
      if (line.trim() === '' || /^[vtos]=/.test(line)) return [];
      const said = lineOf(line, host);
      if (said === null) others += 1;
      return said === null ? [] : [said];
    });
  return others === 0 ? shown : [...shown, `(${others} other lines)`];
}

function lineOf(line: string, host: (text: string) => string): string | null {
  const connection = /^c=IN IP([46]) (\S{1,80})/.exec(line);
  if (connection) return `c=IN IP${connection[1]} ${host(bracketed(connection[2] ?? ''))}`;
  const media =
    /^m=(audio|video|application|image|text) (\d{1,5}) ([A-Z/]{1,24})((?: (?:12[0-7]|1[01]\d|[1-9]\d|\d)(?!\d)){0,30})/.exec(
      line,
    );
  if (media) return `m=${media[1]} ${media[2]} ${protocolOf(media[3] ?? '')}${media[4]}`;
  if (!line.startsWith('a=')) return null;
  return attributeOf(line.slice(2).trim(), host);
}

function attributeOf(text: string, host: (text: string) => string): string | null {
  if (directions.has(text)) return `a=${text}`;
  const [, name = '', value = ''] = /^([a-z-]{1,24}):(.*)$/.exec(text) ?? [];
  switch (name) {
    case 'rtpmap': {
      const [, payload, codec = '', rate] = /^(\d{1,3}) ([^/\s]{1,32})\/(\d{1,6})/.exec(value) ?? [];
      return codecs.has(codec.toLowerCase()) ? `a=rtpmap:${payload} ${codec}/${rate}` : null;
    }
    case 'fmtp': {
      const [, payload, rest = ''] = /^(\d{1,3}) (.*)$/.exec(value) ?? [];
      if (payload === undefined) return null;
      const kept = rest
        .split(/\s*;\s*/)
        .filter(each =>
          /^(0-15|0-16|(minptime|useinbandfec|usedtx|stereo|maxaveragebitrate|maxplaybackrate|ptime)=\d{1,6})$/.test(
            each,
          ),
        );
      return `a=fmtp:${payload} ${kept.join(';') || '…'}`;
    }
    case 'candidate': {
      const [, component, transport, address = '', port, type] =
        /^\S{1,64} (\d{1,3}) (udp|tcp) \d{1,10} (\S{1,80}) (\d{1,5}) typ (host|srflx|prflx|relay)\b/i.exec(
          value,
        ) ?? [];
      return component === undefined
        ? null
        : `a=candidate ${component} ${transport?.toLowerCase()} ${host(bracketed(address))} ${port} typ ${type}`;
    }
    case 'ptime':
    case 'maxptime':
    case 'rtcp':
      return /^\d{1,5}(?!\d)/.test(value) ? `a=${name}:${/^\d{1,5}/.exec(value)?.[0]}` : null;
    case 'setup':
      return /^(actpass|active|passive|holdconn)$/.test(value) ? `a=setup:${value}` : null;
    case 'fingerprint':
      return `a=fingerprint:${/^(sha-(1|224|256|384|512))\s/i.exec(value)?.[1]?.toLowerCase() ?? '…'} …`;
    case 'crypto':
    case 'ice-ufrag':
    case 'ice-pwd':
      return `a=${name}:…`;
    default:
      return null;
  }
}

const protocolOf = (text: string): string =>
  /^(RTP\/AVPF?|RTP\/SAVPF?|UDP\/TLS\/RTP\/SAVPF?|UDP\/DTLS\/SCTP)$/.test(text) ? text : '…';

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
