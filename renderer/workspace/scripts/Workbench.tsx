/** One script: its text at the start, what it comes to at the end, what was found below. */
import { Button } from '@mantine/core';
import type { EditorView } from '@codemirror/view';
import { useCallback, useMemo, useRef, useState } from 'react';
import { createChecker } from '../../../shared/script/check.ts';
import { printScript } from '../../../shared/script/print.ts';
import type { Finding } from '../../../shared/script/types.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useWords } from '../state/context.tsx';
import { Chart } from './Chart.tsx';
import { goTo, rangeOf, replaceBy } from './editor.ts';
import { Figures } from './Figures.tsx';
import { Findings } from './Findings.tsx';
import { Preview } from './Preview.tsx';
import { TextEditor } from './TextEditor.tsx';
import { useScriptText, type ScriptText } from './useScriptText.ts';
import { Comparison, Versions, type Version } from './Versions.tsx';

const tabs = ['chart', 'preview', 'versions', 'figures'] as const;
type Tab = (typeof tabs)[number];

export function Workbench({ scriptId, onChanged }: { scriptId: string; onChanged: (id: string) => void }) {
  const own = useScriptText(scriptId);
  if (own.opened === null) return null;
  return (
    <Bench
      key={`${scriptId}/${own.opened.versions.length}/${own.opened.draftAt ?? 0}`}
      own={own}
      onChanged={onChanged}
    />
  );
}

function Bench({ own, onChanged }: { own: ScriptText; onChanged: (id: string) => void }) {
  const t = useWords();
  const { scripts } = useCommands();
  const check = useRef(createChecker());
  const [view, setView] = useState<EditorView | null>(null);
  const [checked, setChecked] = useState(() => check.current(own.text));
  const [line, setLine] = useState(1);
  const [tab, setTab] = useState<Tab>('chart');
  const [compared, setCompared] = useState<Version | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { write, text, opened } = own;
  const version = opened?.versions[0]?.version ?? 0;

  const onText = useCallback(
    (typed: string) => {
      setChecked(check.current(typed));
      setSaid(null);
      write(typed);
    },
    [write],
  );
  const here = useMemo(() => {
    const i = checked.script.lines.findLastIndex(start => start <= line);
    return checked.script.steps[i]?.id ?? null;
  }, [checked, line]);

  const go = (finding: Finding) => {
    if (view) goTo(view, rangeOf(view.state.doc, finding));
  };
  const replace = (finding: Finding) => {
    if (view && finding.suggestion !== null)
      replaceBy(view, rangeOf(view.state.doc, finding), finding.suggestion);
  };
  const goToStep = (id: string) => {
    const i = checked.script.steps.findIndex(step => step.id === id);
    const start = checked.script.lines[i];
    if (view && start !== undefined) {
      const at = view.state.doc.line(Math.min(start, view.state.doc.lines));
      goTo(view, { from: at.from, to: at.to });
    }
  };
  const setAll = (whole: string) => {
    view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: whole } });
  };
  /** Errors do not disable the button: it leads to the first of them and says why. */
  const publish = async () => {
    const wrong = checked.findings.find(finding => finding.severity === 'error');
    if (wrong) {
      setSaid(t('script.publishBlocked'));
      return go(wrong);
    }
    const { id } = checked.script;
    const number = await scripts.publish(id, text);
    if (number === null) return;
    if (id !== opened?.id && opened) await scripts.saveDraft(opened.id, null);
    await own.reload();
    onChanged(id);
  };
  const discard = async () => {
    if (!opened) return;
    if (await scripts.saveDraft(opened.id, null)) {
      await own.reload();
      onChanged(opened.id);
    }
  };
  return (
    <div className="bench">
      <header className="bench-head">
        <h2 className="clip">
          <bdi>{opened?.id}</bdi>
        </h2>
        <span className="quiet num grow clip" role="status">
          <Standing own={own} version={version} said={said} />
        </span>
        <SmallButton onPress={() => setAll(printScript(checked.script))} disabled={!checked.sound}>
          {t('script.tidy')}
        </SmallButton>
        {own.opened?.draft !== null && version > 0 && (
          <SmallButton onPress={() => void discard()}>{t('script.discard')}</SmallButton>
        )}
        <Button size="compact-sm" onClick={() => void publish()}>
          {t('script.publish')}
        </Button>
      </header>
      {compared ? (
        <Comparison version={compared} text={text} onClose={() => setCompared(null)} />
      ) : (
        <div className="bench-body">
          <TextEditor
            text={text}
            checked={checked}
            view={view}
            onView={setView}
            onText={onText}
            onLine={setLine}
          />
          <div className="bench-side">
            <nav className="tabs" aria-label={t('script.page')}>
              {tabs.map(each => (
                <button key={each} type="button" aria-pressed={each === tab} onClick={() => setTab(each)}>
                  {t(`script.${each}`)}
                </button>
              ))}
            </nav>
            {tab === 'chart' && <Chart checked={checked} here={here} onStep={goToStep} />}
            {tab === 'preview' && <Preview script={checked.script} />}
            {tab === 'versions' && (
              <Versions
                versions={opened?.versions ?? []}
                onCompare={setCompared}
                onTake={taken => setAll(taken.source)}
              />
            )}
            {tab === 'figures' && <Figures script={checked.script} version={version} />}
          </div>
        </div>
      )}
      <Findings findings={checked.findings} onGo={go} onReplace={replace} />
    </div>
  );
}

/** What is safe, and what calls get. */
function Standing({ own, version, said }: { own: ScriptText; version: number; said: string | null }) {
  const t = useWords();
  const formats = useFormats();
  if (said !== null) return <span className="danger-text">{said}</span>;
  if (own.waiting) return t('script.saving');
  if (own.text === own.published) return t('script.unchanged', { n: version });
  return own.savedAt === null
    ? t('script.neverPublished')
    : t('script.savedAs', { time: formats.time(own.savedAt) });
}
