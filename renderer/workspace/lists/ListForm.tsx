import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { listFieldsOf, type ListView } from '../../../shared/people/lists.ts';
import { rule as ruleSchema } from '../../../shared/people/rule.ts';
import { sayRule } from '../../../shared/people/rule-words.ts';
import { useKeys } from '../keys/useKeys.ts';
import { namesOf } from '../people.ts';
import { useCommands, useLanguage, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { groupFrom, isComplete, ruleFrom, type Group } from './conditions.ts';
import { RuleForm } from './RuleForm.tsx';
import { useGathered } from './useGathered.ts';
import { useRuleWords } from './useRuleWords.ts';

/** People shown of those whom the rule names so far. */
const shownOfPreview = 8;

/** A list, new or to be changed: its name, and by hand or by which rule. What the rule says and whom it names is shown at once. */
export function ListForm({
  list,
  onSaved,
  onCancel,
}: {
  list: ListView | null;
  onSaved: (listId: string) => void;
  onCancel: () => void;
}) {
  const t = useWords();
  const { ask, did, canUndo, setUnsaved } = useCommands();
  const lists = useAnswer('list.all', null) ?? [];
  const vocabulary = useAnswer('vocabulary.get', null) ?? { fields: [], tags: [] };
  const [name, setName] = useState(list?.name ?? '');
  const [byRule, setByRule] = useState(list ? list.rule !== null : true);
  const [group, setGroup] = useState<Group>(() => groupFrom(list?.rule ?? { all: [] }));
  const [doNotContact, setDoNotContact] = useState(list?.doNotContact ?? false);
  const [campaign, setCampaign] = useState(list?.campaign ?? '');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useKeys({ Escape: onCancel }, { priority: 'page' });
  useEffect(() => () => setUnsaved(false), [setUnsaved]);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const touched = () => setUnsaved(true);
  const rule = ruleFrom(group);
  const complete = isComplete(group) && ruleSchema.safeParse(rule).success;
  const empty = byRule && group.parts.length === 0;
  const fault = !byRule ? null : empty ? t('lists.ruleMissing') : complete ? null : t('lists.ruleIncomplete');
  const title = t(list ? 'lists.edit' : 'lists.new');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '') return form.current?.querySelector('input')?.focus();
    if (fault !== null) return;
    const wanted = {
      name: name.trim(),
      rule: byRule ? rule : null,
      doNotContact,
      archived: list?.archived ?? false,
      ...(campaign.trim() === '' ? {} : { campaign: campaign.trim() }),
    };
    const saved = await ask('list.save', { id: list?.id ?? null, base: list?.version ?? null, list: wanted });
    if (!saved) return;
    canUndo({
      key: list ? 'contacts.didChange' : 'contacts.didAdd',
      who: saved.name,
      back: () => {
        if (!list) return did('contacts.remove', { what: 'list', id: saved.id });
        return did('list.save', { id: list.id, base: saved.version, list: listFieldsOf(list) });
      },
    });
    onSaved(saved.id);
  };

  return (
    <form
      className="contact-form"
      ref={form}
      noValidate
      aria-label={title}
      onSubmit={event => void submit(event)}
    >
      <header className="head">
        <h2 className="grow">{title}</h2>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit">{t('contacts.save')}</Button>
      </header>
      <div className="edit-grid">
        <TextInput
          label={t('lists.name')}
          maxLength={120}
          value={name}
          error={tried && name.trim() === '' ? t('contacts.nameMissing') : undefined}
          onChange={event => {
            touched();
            setName(event.currentTarget.value);
          }}
        />
        <div>
          <span className="label" id="list-made">
            {t('lists.made')}
          </span>
          <SegmentedControl
            fullWidth
            aria-labelledby="list-made"
            // Members entered by hand would be lost in a rule; a rule has none.
            disabled={list !== null}
            data={[
              { value: 'rule', label: t('lists.byRule') },
              { value: 'hand', label: t('lists.byHand') },
            ]}
            value={byRule ? 'rule' : 'hand'}
            onChange={how => setByRule(how === 'rule')}
          />
        </div>
        <TextInput
          className="whole"
          label={t('lists.campaign')}
          description={t('lists.campaignHint')}
          maxLength={120}
          value={campaign}
          onChange={event => {
            touched();
            setCampaign(event.currentTarget.value);
          }}
        />
        <Switch
          className="whole"
          label={t('lists.doNotContact')}
          description={t('lists.doNotContactHint')}
          checked={doNotContact}
          onChange={event => {
            touched();
            setDoNotContact(event.currentTarget.checked);
          }}
        />
      </div>
      {byRule && (
        <>
          <div className="edit-block">
            <RuleForm
              group={group}
              choices={{
                lists: lists.filter(other => other.id !== list?.id),
                own: vocabulary.fields.filter(field => field.belongsTo === 'person'),
                tags: vocabulary.tags,
              }}
              onChange={changed => {
                touched();
                setGroup(changed);
              }}
            />
            {tried && fault !== null && (
              <p className="danger-text" role="alert">
                {fault}
              </p>
            )}
          </div>
          <Preview rule={empty || !complete ? null : rule} />
        </>
      )}
    </form>
  );
}

/** The rule in words, how many it names, and the first of them. */
function Preview({ rule }: { rule: ReturnType<typeof ruleFrom> | null }) {
  const t = useWords();
  const language = useLanguage();
  const words = useRuleWords();
  const gathered = useGathered(rule === null ? null : { rule }, shownOfPreview);
  return (
    <section className="section ruled" aria-label={t('lists.preview')}>
      <header className="section-head">
        <h2>{t('lists.preview')}</h2>
        <span className="section-aside num" role="status">
          {gathered === null
            ? ''
            : gathered.done < 1
              ? t('lists.counting', { count: gathered.count, percent: Math.floor(gathered.done * 100) })
              : t('lists.members', { count: gathered.count })}
        </span>
      </header>
      {rule === null ? (
        <p className="empty">{t('lists.previewHint')}</p>
      ) : (
        <p className="rule-said">{sayRule(rule, words)}</p>
      )}
      <ul className="preview-rows">
        {gathered?.people.map(person => (
          <li key={person.personId}>
            <bdi>{namesOf(person, language).first}</bdi>
            <bdi className="quiet">{person.organisation}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
