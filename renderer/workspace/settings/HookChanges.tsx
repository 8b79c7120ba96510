import { Select, Textarea, TextInput } from '@mantine/core';
import type { Hook, HookChange } from '../../../shared/followups/types.ts';
import { useWords } from '../state/context.tsx';
import { ltr } from './useForm.ts';

type Request = NonNullable<Hook[HookChange]>;
const blank: Request = { method: 'PATCH', url: '', body: '' };
const words = { update: 'tools.changeUpdate', escalate: 'tools.changeEscalate' } as const;

/** Where the id of a new ticket stands in the answer, and the requests that change a ticket. An empty address is none. */
export function HookChanges({
  hook,
  set,
}: {
  hook: Pick<Hook, 'answerId' | HookChange>;
  set: (change: Partial<Pick<Hook, 'answerId' | HookChange>>) => void;
}) {
  const t = useWords();
  return (
    <>
      <TextInput
        className="whole"
        label={t('tools.answerId')}
        description={t('tools.answerIdHint')}
        value={hook.answerId}
        maxLength={120}
        spellCheck={false}
        error={/^[A-Za-z0-9_$.-]*$/.test(hook.answerId) ? undefined : t('tools.answerIdWrong')}
        {...ltr}
        onChange={event => set({ answerId: event.currentTarget.value })}
      />
      {hook.answerId !== '' &&
        (['update', 'escalate'] as const).map(change => {
          const request = hook[change] ?? blank;
          const put = (part: Partial<Request>) => {
            const next = { ...request, ...part };
            set({ [change]: next.url.trim() === '' ? null : next });
          };
          return (
            <fieldset key={change} className="whole line-form">
              <legend>{t(words[change])}</legend>
              <Select
                label={t('tools.method')}
                data={['POST', 'PUT', 'PATCH']}
                value={request.method}
                allowDeselect={false}
                onChange={given => put({ method: given === 'PUT' || given === 'PATCH' ? given : 'POST' })}
              />
              <TextInput
                label={t('tools.url')}
                description={t('tools.changeUrlHint', { case: '{{ case.id }}' })}
                value={request.url}
                maxLength={2000}
                spellCheck={false}
                {...ltr}
                onChange={event => put({ url: event.currentTarget.value })}
              />
              <Textarea
                className="whole code"
                label={t('tools.body')}
                value={request.body}
                autosize
                minRows={2}
                maxRows={12}
                spellCheck={false}
                {...ltr}
                onChange={event => put({ body: event.currentTarget.value })}
              />
            </fieldset>
          );
        })}
    </>
  );
}
