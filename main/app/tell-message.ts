/** Says that a message came in, in the window and, for an agent who is elsewhere, on the desktop. */
import type { createWords } from '../../shared/i18n/words.ts';
import type { Emit } from '../ipc/serve.ts';
import { notify } from '../system/desktop.ts';

export function tellMessage({
  emit,
  words,
  open,
}: {
  emit: Emit;
  words: () => ReturnType<typeof createWords>;
  open: () => void;
}): (message: { who: string; text: string }) => void {
  return ({ who, text }) => {
    const [line = ''] = text.split('\n');
    emit('notice', { key: 'notice.message', values: { who, text: line.slice(0, 120) }, tone: 'info' });
    notify({ title: words()('notice.messageFrom', { who }), body: line, onClick: open });
  };
}
