import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useState, type DragEvent } from 'react';
import type { ImportPlan } from '../../../shared/import/plan.ts';
import type { ImportView } from '../../../shared/import/view.ts';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { Columns } from './Columns.tsx';
import { People } from './People.tsx';
import { Result } from './Result.tsx';
import { Working } from './Working.tsx';

const steps = ['stepFile', 'stepColumns', 'stepPeople', 'stepResult'] as const;
type Step = (typeof steps)[number];

/** Contacts from a file: choose, see what was found, decide about people who are known, import; each can be gone back from. */
export function ImportPage() {
  const t = useWords();
  const { loadImports, dropFile, go } = useCommands();
  const view = useWorkspace(state => state.importing);
  const [people, setPeople] = useState(false);
  const settled = view.step === 'none' || view.step === 'done';
  useEffect(() => loadImports(), [loadImports, settled]);
  // Another file begins with its columns.
  useEffect(() => setPeople(false), [view.fileId]);
  const back = () => go('contacts');
  useKeys({ Escape: back }, { priority: 'page' });
  const step = stepOf(view, people);

  return (
    <div className="import-page" {...dropOn(view, dropFile)}>
      <header className="head">
        <button type="button" className="icon-button" aria-label={t('import.back')} onClick={back}>
          <IconArrowLeft size={18} stroke={1.6} aria-hidden className="mirrored" />
        </button>
        <div className="grow">
          <h2>{t('import.title')}</h2>
          {view.fileName !== null && (
            <p className="quiet clip">
              <bdi>{view.fileName}</bdi>
            </p>
          )}
        </div>
        <ol className="import-steps">
          {steps.map(one => (
            <li key={one} aria-current={one === step ? 'step' : undefined}>
              {t(`import.${one}`)}
            </li>
          ))}
        </ol>
      </header>
      <Body view={view} people={people} setPeople={setPeople} />
    </div>
  );
}

function Body({
  view,
  people,
  setPeople,
}: {
  view: ImportView;
  people: boolean;
  setPeople: (people: boolean) => void;
}) {
  const [edited, setEdited] = useState<{ of: string; plan: ImportPlan } | null>(null);
  const { found } = view;
  if (view.step === 'looking' || view.step === 'running' || view.step === 'reverting')
    return <Working view={view} />;
  if (view.step === 'done') return <Result view={view} />;
  if (found === null || view.fileId === null) return <ChooseFile view={view} />;
  // What was decided about a file is for the file as it was read then.
  const of = [view.fileId, found.encoding, found.delimiter, found.hasHeader].join(' ');
  const plan = edited?.of === of ? edited.plan : found.plan;
  const change = (more: Partial<ImportPlan>) => setEdited({ of, plan: { ...plan, ...more } });
  const shared = { fileId: view.fileId, found, plan, onChange: change };
  return people ? (
    <People {...shared} view={view} onBack={() => setPeople(false)} />
  ) : (
    <Columns {...shared} onNext={() => setPeople(true)} />
  );
}

function stepOf({ step, found }: ImportView, people: boolean): Step {
  if (step === 'done' || step === 'reverting' || step === 'running') return 'stepResult';
  if (found === null || step === 'none' || step === 'looking') return 'stepFile';
  return people ? 'stepPeople' : 'stepColumns';
}

/** A file may be dropped while none is worked on. The page never learns its path. */
function dropOn(view: ImportView, dropFile: (file: File) => void) {
  const open = view.step === 'none' || view.step === 'found' || view.step === 'done';
  return {
    onDragOver: (event: DragEvent) => {
      if (open) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      const file = event.dataTransfer.files[0];
      if (open && file) dropFile(file);
    },
  };
}
