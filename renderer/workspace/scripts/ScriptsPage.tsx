/** Call scripts: the list at the start, the chosen one beside it. Loaded when it is first opened. */
import { Button, TextInput } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { ScriptSummary } from '../../../shared/ipc/contract.ts';
import { idPattern, normalId } from '../../../shared/script/id.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useLanguage, useWords } from '../state/context.tsx';
import { ScriptFiles } from './ScriptFiles.tsx';
import './scripts.css';
import { Workbench } from './Workbench.tsx';

/** What a new script begins with: sound, so that it can be tried at once. */
const blank = (id: string): string => `Script: ${id}
Title: ${id}
Title [ar]: ${id}
Languages: en, ar
When: start
Direction: both

Step: greeting
Title: Greeting
Title [ar]: الترحيب
Say: Good day, {{ caller.name | default: "how can I help you" }}.
Say [ar]: أهلًا بك {{ caller.name }}.
Next: end
`;

export function ScriptsPage() {
  const t = useWords();
  const { scripts } = useCommands();
  const [list, setList] = useState<readonly ScriptSummary[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const refresh = useCallback(async () => {
    const found = await scripts.list();
    if (found) setList(found);
  }, [scripts]);
  useEffect(() => void refresh(), [refresh]);

  const open = list?.find(each => each.id === chosen) ?? list?.[0];
  const begin = async (id: string) => {
    if (!(await scripts.saveDraft(id, blank(id)))) return;
    await refresh();
    setChosen(id);
  };
  const archive = async ({ id, archived }: ScriptSummary) => {
    if (await scripts.archive(id, !archived)) await refresh();
  };
  return (
    <div className="split scripts">
      <div>
        <Section title={t('script.list')}>
          {list?.length === 0 && <p className="empty">{t('script.listEmpty')}</p>}
          <ul>
            {(list ?? []).map(each => (
              <Row key={each.id} row={each} open={each.id === open?.id} onOpen={() => setChosen(each.id)} />
            ))}
          </ul>
        </Section>
        <NewScript taken={(list ?? []).map(each => each.id)} onBegin={id => void begin(id)} />
        <ScriptFiles scriptId={open?.id ?? null} onOpen={setChosen} onChanged={() => void refresh()} />
        {open && (
          <div className="section">
            {open.sample && <p className="section-hint">{t('script.sampleHint')}</p>}
            <SmallButton onPress={() => void archive(open)} of={open.id}>
              {t(open.archived ? 'script.unarchive' : 'script.archive')}
            </SmallButton>
          </div>
        )}
      </div>
      <div className="scripts-main">
        {open && (
          <Workbench
            key={open.id}
            scriptId={open.id}
            onChanged={id => {
              setChosen(id);
              void refresh();
            }}
          />
        )}
      </div>
    </div>
  );
}

function Row({ row, open, onOpen }: { row: ScriptSummary; open: boolean; onOpen: () => void }) {
  const t = useWords();
  const language = useLanguage();
  const where =
    row.chosenBy.length > 0
      ? row.chosenBy.join(', ')
      : row.when === 'end'
        ? t('script.atEnd')
        : row.direction === 'both'
          ? t('script.anyCall')
          : t(`script.${row.direction}`);
  const marks = [
    row.archived ? t('script.archived') : null,
    row.draft ? t('script.draft') : null,
    row.sample ? t('script.sample') : null,
  ].filter(mark => mark !== null);
  return (
    <li>
      <button type="button" className="row two" aria-current={open || undefined} onClick={onOpen}>
        <span className="grow">
          <b className="clip">
            <bdi>{row.title[language]}</bdi>
          </b>
          <span className="quiet clip">
            <bdi>{where}</bdi>
          </span>
        </span>
        <span className="quiet script-marks">
          {marks.length > 0 ? marks.join(' · ') : t('script.version', { n: row.version })}
        </span>
      </button>
    </li>
  );
}

function NewScript({ taken, onBegin }: { taken: readonly string[]; onBegin: (id: string) => void }) {
  const t = useWords();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<'badName' | 'nameTaken' | null>(null);
  const submit = () => {
    const id = normalId(name);
    if (!idPattern.test(id)) return setProblem('badName');
    if (taken.includes(id)) return setProblem('nameTaken');
    setName('');
    onBegin(id);
  };
  return (
    <Section title={t('script.new')} ruled>
      <form
        className="new-script"
        onSubmit={event => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          aria-label={t('script.newName')}
          description={t('script.newNameHint')}
          value={name}
          error={problem && t(`script.${problem}`)}
          onChange={event => {
            setProblem(null);
            setName(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="default">
          {t('script.create')}
        </Button>
      </form>
    </Section>
  );
}
