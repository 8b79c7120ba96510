import { IconArrowUp } from '@tabler/icons-react';
import type { CodecName } from '../../../shared/lines/types.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { useWords } from '../state/context.tsx';

const usual: readonly CodecName[] = ['opus', 'g722', 'pcmu', 'pcma'];
const words: Record<CodecName, Key> = {
  opus: 'line.codecOpus',
  g722: 'line.codecG722',
  pcmu: 'line.codecPcmu',
  pcma: 'line.codecPcma',
};
const names: Record<CodecName, string> = {
  opus: 'Opus',
  g722: 'G.722',
  pcmu: 'G.711 µ-law',
  pcma: 'G.711 A-law',
};

/** In the usual order nothing is set, and the browser's own order holds. */
export function CodecOrder({
  value,
  onChange,
}: {
  value: readonly CodecName[];
  onChange: (value: readonly CodecName[]) => void;
}) {
  const t = useWords();
  const order = [...value, ...usual.filter(codec => !value.includes(codec))];
  const raise = (index: number) => {
    const next = [...order];
    const [codec] = next.splice(index, 1);
    if (codec !== undefined) next.splice(index - 1, 0, codec);
    onChange(next.every((each, i) => each === usual[i]) ? [] : next);
  };
  return (
    <fieldset className="whole rows-field">
      <legend>{t('line.codecs')}</legend>
      <p className="quiet">{t('line.codecsHint')}</p>
      <ol>
        {order.map((codec, index) => {
          const above = order[index - 1];
          return (
            <li key={codec} className="codec-row">
              <span>{t(words[codec])}</span>
              {above !== undefined && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('line.codecEarlier', { codec: names[codec], other: names[above] })}
                  title={t('line.codecEarlier', { codec: names[codec], other: names[above] })}
                  onClick={() => raise(index)}
                >
                  <IconArrowUp size={15} stroke={1.7} aria-hidden />
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
}
