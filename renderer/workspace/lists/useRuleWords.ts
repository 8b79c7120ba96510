import type { RuleWords } from '../../../shared/people/rule-words.ts';
import { useFormats, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';

/** Names of lists, outcomes and own fields, to say rules with. */
export function useRuleWords(): RuleWords {
  const t = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const outcomes = useWorkspace(state => state.outcomes);
  const lists = useAnswer('list.all', null);
  const vocabulary = useAnswer('vocabulary.get', null);
  return {
    t,
    formats,
    list: id => lists?.find(list => list.id === id)?.name ?? null,
    outcome: id => outcomes.find(outcome => outcome.id === id)?.name[language] ?? null,
    own: id => vocabulary?.fields.find(field => field.id === id)?.name ?? null,
  };
}
