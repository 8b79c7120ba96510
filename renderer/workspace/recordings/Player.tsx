import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { RecordingBrief } from '../../../shared/recording/types.ts';
import { span } from '../../../shared/i18n/format.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useWords } from '../state/context.tsx';
import { speeds, type Side } from './sound.ts';
import { usePlayer, type PlayerInHand } from './usePlayer.ts';
import { Wave } from './Wave.tsx';
import './recordings.css';

const sides: readonly Side[] = ['both', 'agent', 'customer'];
const none = new Uint8Array(0);

/** One recording: a row with a key to play it, which grows into a player. `of` says which it is. */
export function Player({ recording, of }: { recording: RecordingBrief; of: string }) {
  const t = useWords();
  const player = usePlayer(recording.id);
  const { state, open, playing, at } = player;
  const label = t(playing ? 'recording.pausePlaying' : 'recording.play', { of });
  const milliseconds = open?.milliseconds ?? recording.milliseconds;
  return (
    <div
      className={state === 'open' ? 'player open' : 'player'}
      role="group"
      aria-label={t('recording.of', { of })}
    >
      <div className="player-row">
        <button
          type="button"
          className="icon-button"
          aria-label={label}
          title={label}
          aria-disabled={state === 'opening' || recording.end === null || undefined}
          onClick={recording.end === null ? undefined : player.toggle}
        >
          {playing ? (
            <IconPlayerPauseFilled size={15} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={15} aria-hidden />
          )}
        </button>
        {open !== null && (
          <Wave
            peaks={open.peaks ?? none}
            milliseconds={milliseconds}
            at={at}
            onSeek={player.seek}
            onToggle={player.toggle}
          />
        )}
        <span className="num quiet" dir="ltr">
          {open === null ? span(milliseconds) : `${span(at)} / ${span(milliseconds)}`}
        </span>
        {state === 'shut' && <span className="quiet">{wordOf(recording, t)}</span>}
        {state === 'opening' && <span role="status">{t('recording.opening')}</span>}
        {state === 'failed' && (
          <span role="alert" className="danger-text">
            {t('error.badRecording')}
          </span>
        )}
      </div>
      {open !== null && open.state !== 'whole' && (
        <p role="status" className="owed-text">
          {t(`recording.is_${open.state}`)}
        </p>
      )}
      {open !== null && <Choices player={player} of={of} />}
    </div>
  );
}

function wordOf({ end }: RecordingBrief, t: ReturnType<typeof useWords>): string {
  if (end === null) return t('recording.beingMade');
  return end === 'call' || end === 'agent' ? t('recording.one') : t(`recording.end_${end}`);
}

function Choices({ player, of }: { player: PlayerInHand; of: string }) {
  const t = useWords();
  const [asked, setAsked] = useState(false);
  const [saving, setSaving] = useState<'no' | 'now' | 'done'>('no');
  const save = async () => {
    setAsked(false);
    setSaving('now');
    setSaving((await player.save()) ? 'done' : 'no');
  };
  return (
    <div className="player-row">
      <span className="toggles" role="group" aria-label={t('recording.speed')}>
        {speeds.map(speed => (
          <button
            key={speed}
            type="button"
            className="num"
            dir="ltr"
            aria-pressed={player.speed === speed}
            onClick={() => player.setSpeed(speed)}
          >
            {`${speed}×`}
          </button>
        ))}
      </span>
      <span className="toggles" role="group" aria-label={t('recording.whom')}>
        {sides.map(side => (
          <button
            key={side}
            type="button"
            aria-pressed={player.side === side}
            onClick={() => player.hear(side)}
          >
            {t(`recording.side_${side}`)}
          </button>
        ))}
      </span>
      <span className="grow" />
      {asked ? (
        <>
          <span role="status">{t('recording.saveAsk')}</span>
          <SmallButton onPress={() => setAsked(false)}>{t('common.cancel')}</SmallButton>
          <SmallButton accent of={of} onPress={() => void save()}>
            {t('recording.saveNow')}
          </SmallButton>
        </>
      ) : (
        <>
          {saving !== 'no' && (
            <span role="status">{t(saving === 'now' ? 'recording.saving' : 'recording.saved')}</span>
          )}
          <SmallButton of={of} disabled={saving === 'now'} onPress={() => setAsked(true)}>
            <IconDownload size={14} stroke={1.6} aria-hidden /> {t('recording.save')}
          </SmallButton>
        </>
      )}
    </div>
  );
}
