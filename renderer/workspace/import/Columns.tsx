import { Button, NativeSelect, Switch } from '@mantine/core';
import { delimiters, type Delimiter } from '../../../shared/import/csv-shape.ts';
import { fields, type Field } from '../../../shared/import/fields.ts';
import type { KeyOf, Words } from '../../../shared/i18n/keys.ts';
import type { ImportPlan } from '../../../shared/import/plan.ts';
import { encodings, type Encoding, type ImportFound } from '../../../shared/import/view.ts';
import { Section } from '../../ui/Section.tsx';
import { useCommands, useWords } from '../state/context.tsx';
import { Previews } from './Previews.tsx';

/** Values of a column that are shown beside its name. */
const examples = 3;
const delimiterWords = {
  ',': 'import.comma',
  ';': 'import.semicolon',
  '\t': 'import.tab',
  '|': 'import.bar',
} as const;

/** What was found in the file, and what each column becomes. */
export function Columns({
  fileId,
  found,
  plan,
  onChange,
  onNext,
}: {
  fileId: string;
  found: ImportFound;
  plan: ImportPlan;
  onChange: (change: Partial<ImportPlan>) => void;
  onNext: () => void;
}) {
  const t = useWords();
  const { lookAgain, closeImport } = useCommands();
  const { encoding, delimiter, hasHeader, format } = found;
  const told = { encoding, delimiter: delimiter as Delimiter, header: hasHeader };
  const hasName = plan.mapping.some(({ field }) => ['name', 'given', 'family'].includes(field));
  return (
    <>
      <div className="import-found">
        <b className="num">{t('import.records', { count: found.count })}</b>
        <NativeSelect
          aria-label={t('import.encoding')}
          data={encodings.map(value => ({ value, label: value.replace('windows', 'Windows').toUpperCase() }))}
          value={encoding}
          onChange={event => lookAgain(fileId, { ...told, encoding: event.currentTarget.value as Encoding })}
        />
        {format === 'csv' && (
          <>
            <NativeSelect
              aria-label={t('import.delimiter')}
              data={delimiters.map(value => ({ value, label: t(delimiterWords[value]) }))}
              value={delimiter}
              onChange={event =>
                lookAgain(fileId, {
                  ...told,
                  delimiter: event.currentTarget.value as Delimiter,
                  header: null,
                })
              }
            />
            <Switch
              label={t('import.header')}
              checked={hasHeader}
              withThumbIndicator={false}
              onChange={event => lookAgain(fileId, { ...told, header: event.currentTarget.checked })}
            />
          </>
        )}
      </div>
      {format === 'vcard' ? (
        <Section title={t('import.example')}>
          <Previews contacts={found.preview} />
        </Section>
      ) : (
        <Section
          title={t('import.stepColumns')}
          aside={found.remembered ? t('import.remembered') : undefined}
        >
          {!hasName && <p className="owed-text">{t('import.noName')}</p>}
          <table className="plain import-columns">
            <thead>
              <tr>
                <th scope="col">{t('import.column')}</th>
                <th scope="col">{t('import.example')}</th>
                <th scope="col">{t('import.becomes')}</th>
              </tr>
            </thead>
            <tbody>
              {plan.mapping.map(({ field, of }, column) => {
                const name = hasHeader
                  ? (found.header[column] ?? '')
                  : t('import.nameless', { number: column + 1 });
                return (
                  <tr key={column}>
                    <th scope="row">
                      <bdi>{name}</bdi>
                    </th>
                    <td className="quiet">
                      <bdi>{examplesOf(found, column)}</bdi>
                    </td>
                    <td>
                      <NativeSelect
                        aria-label={`${t('import.becomes')}: ${name}`}
                        data={fields
                          .filter(one => one !== 'label' || field === 'label')
                          .map(value => ({ value, label: nameOf(value, t) }))}
                        value={field}
                        onChange={event => {
                          const wanted = event.currentTarget.value as Field;
                          const target = { field: wanted, of: wanted === 'label' ? of : null };
                          onChange({
                            mapping: plan.mapping.map((one, at) => (at === column ? target : one)),
                          });
                        }}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Section>
      )}
      <footer className="import-foot">
        <Button variant="default" onClick={() => void closeImport()}>
          {t('import.previous')}
        </Button>
        <Button onClick={onNext} data-autofocus>
          {t('import.next')}
        </Button>
      </footer>
    </>
  );
}

function examplesOf({ sample }: ImportFound, column: number): string {
  const cells = sample.map(row => (row[column] ?? '').trim()).filter(cell => cell !== '');
  return [...new Set(cells)].slice(0, examples).join(' · ');
}

/** `phone.mobile` is said as its two parts. */
function nameOf(field: Field, t: Words): string {
  // Every part of a field's name has a word: fields and words are compared by a test.
  const [kin = '', kind, part] = field
    .split('.')
    .map(word => t(`importField.${word}` as KeyOf<'importField'>));
  return kind === undefined ? kin : `${kin}: ${[kind, part].filter(Boolean).join(', ')}`;
}
