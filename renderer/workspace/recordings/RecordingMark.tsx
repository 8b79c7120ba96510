import type { CallView } from '../../../shared/call/view.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useKeys, useSettling } from '../keys/useKeys.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import './mark.css';

/** Says that the call is recorded, in a word beside the dot, and is the way to end it, under S. */
export function RecordingMark({ call }: { call: CallView }) {
  const t = useWords();
  const { did } = useCommands();
  const view = useWorkspace(state => state.recordings.find(each => each.callId === call.id));
  const running = view !== undefined && view.state !== 'off';
  const locked = useSettling(`${call.id} ${running}`);
  const stop = () => void (locked || did('recording.wish', { callId: call.id, on: false }));
  const owns = useKeys({ S: stop }, { priority: 'call', when: running });
  if (view === undefined) return null;
  if (view.state === 'off')
    // That it is not recorded is worth a word where somebody wanted it not to be, or where it failed.
    return view.refusal === null || view.refusal === 'rule' ? null : (
      <p className="recording-mark off" role="status" title={t(`recording.not_${view.refusal}`)}>
        {t('recording.off')}
      </p>
    );
  const paused = view.state === 'paused';
  return (
    <p className={paused ? 'recording-mark paused' : 'recording-mark'}>
      <span
        role="status"
        title={paused && view.pausedBy.includes('script') ? t('recording.pausedByScript') : undefined}
      >
        <i aria-hidden />
        {t(
          paused
            ? view.pausedBy.includes('script')
              ? 'recording.pausedForPayment'
              : 'recording.paused'
            : 'recording.recording',
        )}
      </span>
      <button
        type="button"
        aria-label={t('recording.stop')}
        title={t('recording.stop')}
        aria-keyshortcuts="S"
        aria-disabled={locked || undefined}
        onClick={stop}
      >
        <i aria-hidden />
        <Kbd k="S" idle={!owns('S')} />
      </button>
    </p>
  );
}
