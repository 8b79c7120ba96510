import type { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Checked } from '../../../shared/script/check.ts';
import { useWords } from '../state/context.tsx';
import { createEditor, showFindings } from './editor.ts';
import { sayFinding } from './sayFinding.ts';

/** Holds the text as long as it is there; `text` is only what it begins with. */
export function TextEditor({
  text,
  checked,
  view,
  onView,
  onText,
  onLine,
}: {
  text: string;
  checked: Checked;
  view: EditorView | null;
  onView: (view: EditorView | null) => void;
  onText: (text: string) => void;
  onLine: (line: number) => void;
}) {
  const t = useWords();
  const place = useRef<HTMLDivElement>(null);
  const now = useRef({ checked, onText, onLine, t });
  const begin = useRef(text);
  useEffect(() => {
    now.current = { checked, onText, onLine, t };
  });
  useEffect(() => {
    if (!place.current) return undefined;
    const editor = createEditor({
      parent: place.current,
      text: begin.current,
      label: now.current.t('script.text'),
      scriptNow: () => now.current.checked.script,
      onText: typed => now.current.onText(typed),
      onLine: line => now.current.onLine(line),
    });
    onView(editor);
    return () => {
      onView(null);
      editor.destroy();
    };
  }, [onView]);
  useEffect(() => {
    if (view)
      showFindings(
        view,
        checked.findings,
        finding => sayFinding(t, finding),
        text => t('script.meant', { text }),
      );
  }, [view, checked, t]);
  return <div className="script-editor" ref={place} />;
}
