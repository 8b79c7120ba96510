import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { auditKinds, type AuditEntry, type AuditKind } from '../../../shared/safety/audit.ts';
import { erasureKinds } from '../../../shared/safety/erasure.ts';
import { retentionKinds } from '../../../shared/safety/retention.ts';
import { gateReasons } from '../../../shared/people/gate.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useWords } from '../state/context.tsx';

const bulkKinds = ['email', 'bcc', 'message', 'tag', 'list', 'followUp', 'doNotContact', 'handOver'] as const;
const removedKinds = ['person', 'organisation', 'list'] as const;
const formatNames = ['csv', 'vcard', 'vcard4', 'vcard3'] as const;

/** As many as main gives at once. */
const page = 100;

/** What was done against a rule, or for good: who, when, to whom, why. */
export function AuditLog() {
  const t = useWords();
  const { ask } = useCommands();
  const [kind, setKind] = useState<AuditKind | null>(null);
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const [more, setMore] = useState(false);
  useEffect(() => {
    let current = true;
    void ask('audit.page', { kind, before: null }, ['storeUnavailable']).then(found => {
      if (!current || found === null) return;
      setEntries(found);
      setMore(found.length === page);
    });
    return () => {
      current = false;
    };
  }, [ask, kind]);
  const older = async () => {
    const found = await ask('audit.page', { kind, before: entries.at(-1)?.row ?? null });
    if (found === null) return;
    setEntries([...entries, ...found]);
    setMore(found.length === page);
  };
  return (
    <Section title={t('safety.auditTitle')} ruled>
      <Select
        className="audit-kind"
        aria-label={t('safety.auditShow')}
        data={auditKinds.map(each => ({ value: each, label: t(`safety.audit_${each}`) }))}
        placeholder={t('safety.auditAll')}
        value={kind}
        clearable
        onChange={value => setKind(auditKinds.find(each => each === value) ?? null)}
      />
      {entries.length === 0 && <p className="empty">{t('safety.auditEmpty')}</p>}
      <ul className="audit-entries">
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      {more && <SmallButton onPress={() => void older()}>{t('safety.older')}</SmallButton>}
    </Section>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { at, kind, agent, personName, subject, why, data } = entry;
  const reasons = Array.isArray(data['reasons']) ? data['reasons'] : [];
  const said = useSaid(kind, data);
  const known = gateReasons.filter(reason => reasons.includes(reason));
  return (
    <li>
      <span className="num quiet">{`${formats.date(at, now)} ${formats.time(at)}`}</span>
      <span className="grow">
        <b>{t(`safety.audit_${kind}`)}</b>
        {[personName, subject, agent].map(
          (part, i) =>
            part !== null && (
              <span key={i}>
                {' · '}
                <bdi>{part}</bdi>
              </span>
            ),
        )}
        {known.map(reason => (
          <span key={reason} className="quiet">
            {' · '}
            {t(`bulk.reason_${reason}`)}
          </span>
        ))}
        {said.map(part => (
          <span key={part} className="quiet num">
            {' · '}
            <bdi>{part}</bdi>
          </span>
        ))}
        {why !== null && (
          <q>
            <bdi>{why}</bdi>
          </q>
        )}
      </span>
    </li>
  );
}

/** What the log holds besides, in words; what is only for machines stays unsaid. */
function useSaid(kind: AuditKind, data: AuditEntry['data']): string[] {
  const t = useWords();
  const counts = typeof data['counts'] === 'object' && !Array.isArray(data['counts']) ? data['counts'] : {};
  const sums = <K extends string>(kinds: readonly K[], say: (each: K) => string) =>
    kinds.flatMap(each => ((counts[each] ?? 0) > 0 ? [`${say(each)}: ${counts[each]}`] : []));
  const one = <K extends string>(kinds: readonly K[], name: string, say: (each: K) => string) =>
    kinds.filter(each => each === data[name]).map(say);
  return [
    ...one(bulkKinds, 'action', each => t(`bulk.${each}`)),
    ...one(removedKinds, 'what', each => t(`contacts.what_${each}`)),
    ...one(['recording'] as const, 'what', () => t('recording.one')),
    ...one(formatNames, 'format', each => t(`import.${each}`)),
    ...(typeof data['people'] === 'number' ? [t('bulk.doneFor', { count: data['people'] })] : []),
    ...(typeof data['file'] === 'string' ? [data['file']] : []),
    ...(kind === 'retention' ? sums(retentionKinds, each => t(`safety.keep_${each}`)) : []),
    ...(kind === 'erasure' ? sums(erasureKinds, each => t(`safety.gone_${each}`)) : []),
  ];
}
