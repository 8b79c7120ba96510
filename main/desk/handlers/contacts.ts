/** Contacts: each change is told to the windows once it is on disk. */
import { HatifError } from '../../../shared/errors.ts';
import type { contactProcedures } from '../../../shared/ipc/contacts.ts';
import { numberKey } from '../../../shared/match/number-key.ts';
import { uuidv7 } from 'uuidv7';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Circumstances } from '../../store/port.ts';
import type { Parts } from './parts.ts';

/** People looked through for duplicates at once: a caller's look-up waits for no more than these. */
const duplicatesAtOnce = 25;
const removedShown = 20;

export function contactHandlers({
  desk,
  store,
  settings,
  agentName,
  openOutside,
  gate,
}: Parts): HandlersOf<typeof contactProcedures> {
  const how = (): Circumstances => ({
    at: Date.now(),
    // Numbers are typed as one dials them on the first line.
    country: settings.current.accounts.find(account => !account.practice)?.country ?? 'SA',
    source: 'agent',
  });
  const told = async <T>(work: Promise<T>): Promise<T> => {
    const value = await work;
    await desk.contactsChanged();
    return value;
  };

  return {
    'contact.get': ({ personId }) => store.contact(personId, Date.now()),
    'contact.add': async ({ fields, callId }) => {
      const personId = uuidv7();
      const contact = await store.addContact(personId, fields, how());
      if (callId !== null) await desk.choosePerson(callId, personId);
      await desk.contactsChanged();
      return contact;
    },
    'contact.change': change => told(store.changeContact(change, how())),
    'contact.open': async ({ of, id, what, whatId, override }) => {
      const whole = of === 'person' ? await store.contact(id, Date.now()) : await store.organisation(id);
      const fields = whole?.fields;
      const address = what === 'email' ? fields?.emails.find(each => each.id === whatId)?.address : undefined;
      const url =
        what === 'email'
          ? address === undefined
            ? undefined
            : `mailto:${encodeURIComponent(address)}`
          : fields?.links.find(each => each.id === whatId)?.url;
      if (url === undefined) throw new HatifError('notFound', 'this is no longer stored with them');
      if (of === 'person') {
        // What a link leads to tells by its kind how they would be reached.
        const kind = fields?.links.find(each => each.id === whatId)?.kind;
        const channel =
          what === 'email' ? 'email' : kind === 'chat' ? 'message' : kind === 'video' ? 'call' : null;
        const { country } = how();
        if (channel !== null)
          await gate.pass([{ channel, personId: id, target: address ?? null, country }], override);
      }
      await openOutside(url);
      return null;
    },
    'number.refuse': async ({ number, e164, channel, refused }) => {
      const key = numberKey({ number, e164 });
      if (key === null) throw new HatifError('badNumber', 'this is no number');
      await told(store.refuseNumber(key, channel, refused, Date.now(), 'agent'));
      return null;
    },
    'organisation.search': ({ text, limit }) => store.organisations(text, limit),
    'organisation.get': ({ organisationId }) => store.organisation(organisationId),
    'organisation.named': async ({ name }) => ({ id: await told(store.organisationNamed(name, how())) }),
    'organisation.change': change => told(store.changeOrganisation(change, how())),
    'contacts.remove': async ({ what, id }) => {
      const asideId = await told(store.remove(what, id, Date.now()));
      await store.addAudit({
        at: Date.now(),
        kind: 'deletion',
        agent: agentName(),
        personId: what === 'person' ? id : null,
        subject: null,
        why: null,
        data: { what },
      });
      return { asideId };
    },
    'contacts.restore': ({ asideId }) => told(store.restore(asideId)),
    'contacts.removed': () => store.removed(removedShown),
    'point.search': ({ text, limit }) => store.points(text, limit),
    'point.put': async ({ id, fields }) => {
      const pointId = id ?? uuidv7();
      await told(store.putPoint(pointId, fields));
      return { id: pointId };
    },
    'point.remove': async ({ id }) => {
      await told(store.removePoint(id));
      return null;
    },
    'vocabulary.get': () => store.vocabulary(),
    'field.put': async field => {
      await told(store.putField(field));
      return null;
    },
    'field.remove': ({ id }) => told(store.removeField(id)),
    'entry.add': async ({ personId, entry }) => ({ id: await told(store.addEntry(personId, entry)) }),
    'entry.remove': async ({ id }) => {
      await told(store.removeEntry(id));
      return null;
    },
    'timeline.older': ({ personId, channels, after, limit }) => store.older(personId, channels, after, limit),
    'list.all': () => store.lists(),
    'list.save': ({ id, base, list }) => told(store.saveList(id ?? uuidv7(), base, list, Date.now())),
    'list.addMembers': ({ id, personIds }) => told(store.addMembers(id, personIds)),
    'list.removeMembers': ({ id, personIds }) => told(store.removeMembers(id, personIds)),
    'list.members': ({ id, after, limit }) => store.members(id, after, limit, Date.now()),
    'list.matching': ({ rule, after, limit }) => store.matching(rule, after, limit, Date.now()),
    'duplicates.of': ({ personId }) => store.duplicates(personId),
    'duplicates.after': ({ after }) => store.duplicatesAfter(after, duplicatesAtOnce),
    'duplicates.setApart': async ({ personId, otherId }) => {
      await told(store.setApart(personId, otherId));
      return null;
    },
    'people.merge': async ({ keptId, goneId, choice }) => ({
      asideId: await told(store.merge(keptId, goneId, choice, Date.now())),
    }),
    'organisations.merge': async ({ keptId, goneId, choice }) => ({
      asideId: await told(store.mergeOrganisations(keptId, goneId, choice, Date.now())),
    }),
    'organisations.unmerge': ({ asideId }) => told(store.unmergeOrganisations(asideId, Date.now())),
    'people.unmerge': ({ asideId }) => told(store.unmerge(asideId, Date.now())),
  };
}
