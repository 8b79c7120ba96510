import { useState } from 'react';
import type { SurveyEntry } from '../../../shared/survey/types.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords } from '../state/context.tsx';

const usualBest = 5;

/** How the customer found the call; or that they were asked, and where what they tell the agent is entered. */
export function Survey({ interactionId, survey }: { interactionId: string; survey: SurveyEntry }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const { rating, best, comment } = survey;
  if (open) return <Enter interactionId={interactionId} survey={survey} onClose={() => setOpen(false)} />;
  return (
    <p className="survey">
      {rating === null || best === null ? (
        <span className="quiet">{t('caller.surveyAsked')}</span>
      ) : (
        <b className="num">{t('caller.surveyRated', { rating, best })}</b>
      )}
      {comment !== null && (
        <bdi className="quiet clip" title={comment}>
          {comment}
        </bdi>
      )}
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {t(rating === null ? 'caller.surveyEnter' : 'common.edit')}
      </button>
    </p>
  );
}

function Enter({
  interactionId,
  survey,
  onClose,
}: {
  interactionId: string;
  survey: SurveyEntry;
  onClose: () => void;
}) {
  const t = useWords();
  const { did } = useCommands();
  const best = survey.best ?? usualBest;
  const [rating, setRating] = useState(survey.rating);
  const [comment, setComment] = useState(survey.comment ?? '');
  const save = async () => {
    if (rating === null) return;
    const answer = { rating, best, comment: comment.trim() || null };
    if (await did('survey.answer', { interactionId, answer })) onClose();
  };
  return (
    <form
      className="survey-form"
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="chips" role="group" aria-label={t('caller.surveyRating')}>
        {Array.from({ length: Math.min(best, 10) }, (_, i) => i + 1).map(each => (
          <button key={each} type="button" aria-pressed={each === rating} onClick={() => setRating(each)}>
            <span className="num">{each}</span>
          </button>
        ))}
      </div>
      <input
        type="text"
        className="typed"
        aria-label={t('caller.surveyComment')}
        placeholder={t('caller.surveyComment')}
        value={comment}
        maxLength={2000}
        onChange={event => setComment(event.currentTarget.value)}
      />
      <SmallButton accent disabled={rating === null} onPress={() => void save()}>
        {t('tools.save')}
      </SmallButton>
      <SmallButton onPress={onClose}>{t('common.cancel')}</SmallButton>
    </form>
  );
}
