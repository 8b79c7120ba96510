import { useState } from 'react';
import { useCommands, useWords } from '../state/context.tsx';
import { blankPerson, PersonForm, saidOf } from './PersonForm.tsx';

/** Somebody new. `name`: what was being looked for. */
export function NewPerson({ name }: { name: string }) {
  const t = useWords();
  const { ask, did, canUndo, openPane, openPerson } = useCommands();
  const [draft] = useState(() => ({
    fields: blankPerson(/\p{L}/u.test(name) ? name : ''),
    version: 1,
    organisation: '',
    affiliations: [],
  }));
  return (
    <PersonForm
      title={t('contacts.newPerson')}
      draft={draft}
      onCancel={() => openPane(null)}
      onSave={async (_changes, fields) => {
        const added = await ask('contact.add', { fields: saidOf(fields), callId: null });
        if (!added) return draft;
        const { id } = added.person;
        canUndo({
          key: 'contacts.didAdd',
          who: added.person.name,
          back: () => did('contacts.remove', { what: 'person', id }),
        });
        openPerson(id);
        return null;
      }}
    />
  );
}
