import { IconSend } from '@tabler/icons-react';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

/** Always at its place in the title bar; a question or a failure is said before what merely waits. */
export function OutboxFact() {
  const t = useWords();
  const { go } = useCommands();
  const { waiting, asking, failed } = useWorkspace(state => state.outbox);
  const words =
    asking > 0
      ? t('outbox.titleAsking', { count: asking })
      : failed > 0
        ? t('outbox.titleFailed', { count: failed })
        : waiting > 0
          ? t('outbox.titleWaiting', { count: waiting })
          : t('outbox.titleFact');
  return (
    <button
      type="button"
      className={asking > 0 || failed > 0 ? 'title-fact owed-text' : 'title-fact'}
      title={t('outbox.titleHint')}
      onClick={() => go('outbox')}
    >
      <IconSend size={15} stroke={1.6} aria-hidden />
      {words}
    </button>
  );
}
