/** Colours and completion of the script language for CodeMirror. The grammar itself is in shared/script. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { actionWords } from '../../../shared/script/action.ts';
import { filterNames, tagNames } from '../../../shared/script/template.ts';
import { questionKinds, type Script } from '../../../shared/script/types.ts';
import { variables } from '../../../shared/script/variables.ts';

interface LineState {
  /** Behind the colon of an entry. */
  inValue: boolean;
  heading: boolean;
  /** The word that says what the line is was read: what follows it is a name. */
  word: boolean;
}

export const scriptLanguage = StreamLanguage.define<LineState>({
  name: 'script',
  startState: () => ({ inValue: false, heading: false, word: false }),
  token(stream, state) {
    if (stream.sol()) {
      state.inValue = /\s/.test(stream.peek() ?? '');
      state.heading = false;
      state.word = false;
    }
    if (stream.eatSpace()) return null;
    if (!state.inValue) {
      if (stream.match(/^(step|objection)(?=[\s:])/i)) {
        state.heading = true;
        return 'heading';
      }
      if (!state.word && stream.match(/^[A-Za-z]+/)) {
        state.word = true;
        return 'keyword';
      }
      if (stream.match(/^\[[^\]]*\]/)) return 'labelName';
      if (stream.eat(':')) {
        state.inValue = true;
        return 'punctuation';
      }
      if (stream.match(/^[^\s:[\]]+/)) return 'variableName';
      stream.next();
      return null;
    }
    if (state.heading) {
      stream.skipToEnd();
      return 'heading';
    }
    if (stream.match(/^(\{\{.*?\}\}|\{%.*?%\})/)) return 'string';
    if (stream.match(/^(->|→)\s*\S+\s*$/)) return 'link';
    stream.next();
    stream.eatWhile(/[^{\->→]/);
    return null;
  },
});

export const scriptColours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.heading, class: 'tok-heading' },
    { tag: tags.keyword, class: 'tok-keyword' },
    { tag: tags.labelName, class: 'tok-label' },
    { tag: tags.variableName, class: 'tok-name' },
    { tag: tags.punctuation, class: 'tok-mark' },
    { tag: tags.string, class: 'tok-fill' },
    { tag: tags.link, class: 'tok-link' },
  ]),
);

const entryWords = [
  'Step: ',
  'Objection: ',
  'Title: ',
  'Say: ',
  'Note: ',
  'Ask: ',
  'Question: ',
  'Answer ',
  'Action: ',
  'If: ',
  'Next: ',
  'Remark: ',
  'Script: ',
  'Languages: ',
  'When: ',
  'Direction: ',
  'Queue: ',
  'Brand: ',
  'Campaign: ',
  'List: ',
  'First: ',
];
const operators = [
  'is',
  'is not',
  'is known',
  'is unknown',
  'is above',
  'is below',
  'is at least',
  'is at most',
  'contains',
  'and',
  'or',
];

const options = (labels: Iterable<string>, type: string): Completion[] =>
  [...labels].map(label => ({ label, type }));

const fieldsOf = (script: Script): string[] => [
  ...new Set(script.steps.flatMap(step => (step.question ? [step.question.field] : []))),
];

/** `scriptNow` is the script as it was last read. */
export function completeScript(scriptNow: () => Script) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const word = /[\p{L}\p{N}_.-]*$/u.exec(before)?.[0] ?? '';
    const from = context.pos - word.length;
    const lead = before.slice(0, before.length - word.length);
    const script = scriptNow();
    const give = (list: Completion[]): CompletionResult | null =>
      word === '' && !context.explicit && lead.trim() === '' ? null : { from, options: list };

    if (/\{\{[^}]*\|\s*$/.test(lead)) return give(options(filterNames, 'function'));
    if (/\{%\s*$/.test(lead)) return give(options(tagNames, 'keyword'));
    if (/\{[{%][^}]*$/.test(lead))
      return give([...options(Object.keys(variables), 'variable'), ...options(fieldsOf(script), 'property')]);
    if (/(->|→)\s*$/.test(lead) || /^(next|first)\s*:\s*$/i.test(lead))
      return give(options([...script.steps.map(step => step.id), 'end', 'return'], 'class'));
    if (/^ask\s*:.*\bas\s+$/i.test(lead)) return give(options(questionKinds, 'type'));
    if (/^action\s*:\s*$/i.test(lead)) return give(options(actionWords, 'function'));
    if (/^if\s*:/i.test(lead))
      return give([
        ...options(fieldsOf(script), 'property'),
        ...options(Object.keys(variables), 'variable'),
        ...options(operators, 'keyword'),
      ]);
    if (/^when\s*:\s*$/i.test(lead)) return give(options(['start', 'end'], 'type'));
    if (/^direction\s*:\s*$/i.test(lead)) return give(options(['inbound', 'outbound', 'both'], 'type'));
    return lead === '' ? give(options(entryWords, 'keyword')) : null;
  };
}
