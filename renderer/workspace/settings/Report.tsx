import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords } from '../state/context.tsx';

/** The report is looked at as it will be written, and then saved. */
export function Report() {
  const t = useWords();
  const { ask } = useCommands();
  const [report, setReport] = useState<Output<'report.prepare'> | null>(null);
  const [open, setOpen] = useState(0);
  const [saved, setSaved] = useState(false);
  const make = async () => {
    const made = await ask('report.prepare', null);
    if (!made) return;
    setReport(made);
    setOpen(0);
    setSaved(false);
  };
  const part = report?.parts[open];
  return (
    <Section
      title={t('report.title')}
      ruled
      aside={
        <SmallButton accent={report === null} onPress={() => void make()}>
          {t(report === null ? 'report.make' : 'report.again')}
        </SmallButton>
      }
    >
      <p className="section-hint">{t('report.hint')}</p>
      {report && part && (
        <div className="report">
          <ul aria-label={t('report.parts')}>
            {report.parts.map(({ name, text }, index) => (
              <li key={name}>
                <button type="button" aria-pressed={index === open} onClick={() => setOpen(index)}>
                  <bdi dir="ltr">{name}</bdi>
                  <span className="quiet num">
                    {t('report.size', { size: Math.ceil(text.length / 1024) })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <textarea
            dir="ltr"
            readOnly
            wrap="off"
            spellCheck={false}
            aria-label={part.name}
            value={part.text}
          />
          <div className="form-keys">
            <SmallButton
              accent
              onPress={() =>
                void ask('report.save', { reportId: report.reportId }).then(done => setSaved(done === true))
              }
            >
              {t('report.save')}
            </SmallButton>
            <span role="status">{saved ? t('report.saved') : ''}</span>
          </div>
        </div>
      )}
    </Section>
  );
}
