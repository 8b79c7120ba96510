/** Goes through the text as it is now, with a made-up caller. Nothing is kept. */
import { useState } from 'react';
import { beginRun, reduceRun, resumeRun, type RunEvent } from '../../../shared/script/run.ts';
import type { Script } from '../../../shared/script/types.ts';
import { variables, type Values } from '../../../shared/script/variables.ts';
import { useLanguage, useWords } from '../state/context.tsx';
import { ScriptView, StepBar } from '../script/ScriptView.tsx';
import { inHand } from '../script/useScript.ts';

const arabic: Values = {
  ...variables,
  'caller.name': 'ليلى حداد',
  'caller.first_name': 'ليلى',
  'caller.organisation': 'فنادق خليج الأرز',
  'caller.role': 'مديرة المرافق',
  'caller.city': 'جدة',
  'caller.language': 'ar',
  'call.queue': 'الخدمة',
  'call.brand': 'مسار للتبريد',
  'agent.name': 'سارة',
  'owed.what': 'إشعار دائن عن الزيارة الفائتة',
  'last.subject': 'سألت أين الفنّي',
  'last.when': '21 نوفمبر',
  'today.date': '24 نوفمبر',
};

export function Preview({ script }: { script: Script }) {
  const t = useWords();
  const language = useLanguage();
  const [state, setState] = useState(() => beginRun(script, 1, language, 0));
  const values = state.language === 'ar' ? arabic : variables;
  // The text goes on changing under it.
  const now = resumeRun(script, state);
  const send = (event: RunEvent) =>
    setState(before => reduceRun(script, resumeRun(script, before), event, values));
  const hand = inHand(script, now, values, null, send);
  return (
    <div className="preview">
      <p className="quiet preview-hint">
        {t('script.previewHint')}{' '}
        <button type="button" className="link" onClick={() => setState(beginRun(script, 1, now.language, 0))}>
          {t('script.previewAgain')}
        </button>
      </p>
      <StepBar hand={hand} />
      <ScriptView hand={hand} doAction={null} />
    </div>
  );
}
