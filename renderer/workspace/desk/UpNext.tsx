import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber } from '../people.ts';
import { inOneHour, tomorrowAtTen } from '../wrapup/dueTimes.ts';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';

/** Whom to call next, why, and the key that does it. */
export function UpNext() {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { dial, followUpDone, moveFollowUp, exportFollowUp } = useCommands();
  const next = useWorkspace(state => state.due[0]);
  const number = next?.number ?? null;
  const call = () => void dial(number ?? '', next?.personId ?? null);
  const owns = useKeys({ C: call }, { priority: 'call', when: number !== null });
  return (
    <div className="next-body">
      <Section
        title={
          <>
            {t('desk.upNext')}
            {next && (
              <span className={`num ${next.dueAt < now ? 'owed-text' : 'quiet'}`}>
                {formats.when(next.dueAt, now)}
              </span>
            )}
          </>
        }
      >
        {next ? (
          <>
            <p className="say">
              <bdi>{next.personName ?? next.number ?? t('common.unknown')}</bdi>
            </p>
            {number !== null && (
              <p className="quiet">
                <Tel n={formatNumber(number)} />
              </p>
            )}
            <p className="hint">
              <b>{t('desk.why')}</b> <bdi>{next.what}</bdi>
              {next.by !== null && (
                <>
                  {' · '}
                  {t('caller.promise', { who: next.by })}
                </>
              )}
            </p>
            <div className="up-keys">
              {number !== null && (
                <SmallButton accent k="C" idle={!owns('C')} onPress={call}>
                  {t('desk.callNow')}
                </SmallButton>
              )}
              <SmallButton
                of={`${t('followUps.snooze')}, ${next.what}`}
                onPress={() => moveFollowUp(next.id, inOneHour(Date.now()))}
              >
                {t('followUps.inHour')}
              </SmallButton>
              <SmallButton
                of={`${t('followUps.snooze')}, ${next.what}`}
                onPress={() => moveFollowUp(next.id, tomorrowAtTen(null))}
              >
                {t('followUps.tomorrow')}
              </SmallButton>
              <SmallButton of={next.what} onPress={() => void exportFollowUp(next.id)}>
                {t('followUps.calendar')}
              </SmallButton>
              <SmallButton of={next.what} onPress={() => followUpDone(next.id)}>
                {t('caller.markDone')}
              </SmallButton>
            </div>
          </>
        ) : (
          <p className="quiet">{t('desk.upNextEmpty')}</p>
        )}
      </Section>
    </div>
  );
}
