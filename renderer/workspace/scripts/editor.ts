/** The text editor: CodeMirror with our words, colours and findings. */
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { getNonce } from 'get-nonce';
import type { Finding, Script } from '../../../shared/script/types.ts';
import { completeScript, scriptColours, scriptLanguage } from './language.ts';

/** What both the editor and the comparison are made of. */
export function commonExtensions(label: string, phrases: Readonly<Record<string, string>> = {}): Extension[] {
  return [
    EditorView.cspNonce.of(getNonce() ?? ''),
    EditorState.phrases.of(phrases),
    lineNumbers(),
    EditorView.lineWrapping,
    scriptLanguage,
    scriptColours,
    // The words of the grammar are Latin, whatever is said in between; what stands first may be a note of ours in Arabic.
    EditorView.editorAttributes.of({ dir: 'ltr' }),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true', dir: 'ltr', tabindex: '0' }),
    EditorView.perLineTextDirection.of(true),
  ];
}

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  scriptNow: () => Script;
  onText: (text: string) => void;
  onLine: (line: number) => void;
}

export function createEditor({ parent, text, label, scriptNow, onText, onLine }: EditorOptions): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...commonExtensions(label),
        history(),
        drawSelection(),
        highlightActiveLine(),
        lintGutter(),
        autocompletion({ override: [completeScript(scriptNow)], icons: false }),
        keymap.of([...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of(update => {
          if (update.docChanged) onText(update.state.doc.toString());
          if (update.docChanged || update.selectionSet)
            onLine(update.state.doc.lineAt(update.state.selection.main.head).number);
        }),
      ],
    }),
  });
}

/** From a place to offsets, inside the text whatever it has become meanwhile. */
export function rangeOf(doc: Text, { at }: Pick<Finding, 'at'>): { from: number; to: number } {
  const line = doc.line(Math.min(Math.max(1, at.line), doc.lines));
  const from = Math.min(line.from + at.column - 1, line.to);
  return { from, to: Math.min(from + Math.max(1, at.length), line.to) };
}

export function showFindings(
  view: EditorView,
  findings: readonly Finding[],
  say: (finding: Finding) => string,
  sayReplace: (text: string) => string,
): void {
  const diagnostics = findings.map((finding): Diagnostic => {
    const { suggestion } = finding;
    return {
      ...rangeOf(view.state.doc, finding),
      severity: finding.severity,
      message: say(finding),
      actions:
        suggestion === null
          ? []
          : [
              {
                name: sayReplace(suggestion),
                apply: (to, from, end) => replaceBy(to, { from, to: end }, suggestion),
              },
            ],
    };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

export function replaceBy(view: EditorView, { from, to }: { from: number; to: number }, text: string): void {
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } });
}

export function goTo(view: EditorView, place: { from: number; to: number }): void {
  view.dispatch({
    selection: { anchor: place.from, head: place.to },
    effects: EditorView.scrollIntoView(place.from, { y: 'center' }),
  });
  view.focus();
}
