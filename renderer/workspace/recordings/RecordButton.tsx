import { IconPlayerPause, IconPlayerRecord } from '@tabler/icons-react';
import type { CallView } from '../../../shared/call/view.ts';
import { CallButton, callIcon } from '../call/CallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

/** What the key R does on this call: begin, pause, go on. Null while it does nothing, and why not. */
export function useRecordKey(call: CallView): {
  act: (() => void) | null;
  reason: string | null;
  word: string;
} {
  const t = useWords();
  const { did } = useCommands();
  const view = useWorkspace(state => state.recordings.find(each => each.callId === call.id));
  if (view === undefined) return { act: null, reason: t('call.afterAnswer'), word: t('recording.record') };
  const callId = call.id;
  if (view.state === 'off') {
    const { refusal } = view;
    const may = refusal === null || refusal === 'diskFull' || refusal === 'failed';
    return {
      act: may ? () => void did('recording.wish', { callId, on: true }) : null,
      reason: may ? null : t(`recording.not_${refusal}`),
      word: t('recording.record'),
    };
  }
  if (view.pausedBy.includes('agent'))
    return {
      act: () => void did('recording.pause', { callId, paused: false }),
      reason: null,
      word: t('recording.resume'),
    };
  if (view.pausedBy.includes('script'))
    return { act: null, reason: t('recording.pausedByScript'), word: t('recording.resume') };
  return {
    act: () => void did('recording.pause', { callId, paused: true }),
    reason: null,
    word: t('recording.pause'),
  };
}

export function RecordButton({
  call,
  idle,
  locked,
  keyed: { act, reason, word },
}: {
  call: CallView;
  idle: boolean;
  locked: boolean;
  keyed: ReturnType<typeof useRecordKey>;
}) {
  const view = useWorkspace(state => state.recordings.find(each => each.callId === call.id));
  const records = view?.state === 'recording';
  return (
    <CallButton
      icon={records ? <IconPlayerPause {...callIcon} /> : <IconPlayerRecord {...callIcon} />}
      label={word}
      k="R"
      idle={idle}
      reason={reason}
      locked={locked}
      onPress={() => act?.()}
    />
  );
}
