import { IconMail, IconMailOpened, IconMessage, IconPhone, IconVideo, type Icon } from '@tabler/icons-react';
import type { Contact, RefusableChannel } from '../../../shared/people/contact.ts';
import { barredBy } from '../../../shared/people/contactable.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import type { Channel } from '../../../shared/people/types.ts';
import { useCommands, useFormats, useWords } from '../state/context.tsx';

interface Offer {
  channel: RefusableChannel | 'video';
  Icon: Icon;
  name: Key;
  act: () => void;
  /** The number that would be used. */
  numberId?: string;
}

/** Each channel that this person has, ready to use; one that is barred says why. */
export function Channels({
  contact,
  onCall,
  onMessage,
  onEnter,
}: {
  contact: Contact;
  onCall: () => void;
  /** Writes over the phone system; null where no line is registered. */
  onMessage: (() => void) | null;
  /** Enters by hand what is sent outside of Hatif. */
  onEnter: (channel: Exclude<Channel, 'call'>) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const { did } = useCommands();
  const { fields, person } = contact;
  const open = (what: 'email' | 'link', whatId: string) => () =>
    void did('contact.open', { of: 'person', id: person.id, what, whatId });
  const offers: Offer[] = [];
  const number = fields.numbers.find(each => each.kind !== 'fax');
  if (number)
    offers.push({
      channel: 'call',
      Icon: IconPhone,
      name: 'contacts.doCall',
      act: onCall,
      numberId: number.id,
    });
  const mail = fields.emails[0];
  if (mail)
    offers.push({ channel: 'email', Icon: IconMail, name: 'contacts.doEmail', act: open('email', mail.id) });
  const chat = fields.links.find(link => link.kind === 'chat');
  const mobile = fields.numbers.find(each => each.kind === 'mobile');
  if (chat)
    offers.push({
      channel: 'message',
      Icon: IconMessage,
      name: 'contacts.doChat',
      act: open('link', chat.id),
    });
  else if (onMessage !== null && number)
    offers.push({
      channel: 'message',
      Icon: IconMessage,
      name: 'phone.message',
      act: onMessage,
      numberId: number.id,
    });
  else if (mobile)
    offers.push({
      channel: 'message',
      Icon: IconMessage,
      name: 'contacts.doMessage',
      act: () => onEnter('message'),
      numberId: mobile.id,
    });
  const video = fields.links.find(link => link.kind === 'video');
  if (video)
    offers.push({ channel: 'video', Icon: IconVideo, name: 'contacts.doVideo', act: open('link', video.id) });
  if (fields.addresses.length > 0)
    offers.push({
      channel: 'letter',
      Icon: IconMailOpened,
      name: 'contacts.doLetter',
      act: () => onEnter('letter'),
    });
  return (
    <span className="channels" role="group" aria-label={t('contacts.channels')}>
      {offers.map(({ channel, Icon, name, act, numberId }) => {
        // A video call needs what a call needs.
        const reasons = barredBy(contact, channel === 'video' ? 'call' : channel, numberId ?? null);
        const why = formats.list(reasons.map(reason => t(`contacts.barred_${reason}`)));
        const label = reasons.length === 0 ? t(name) : t('contacts.barred', { what: t(name), why });
        return (
          <button
            key={channel}
            type="button"
            className="icon-button"
            aria-label={label}
            title={label}
            aria-disabled={reasons.length > 0 || undefined}
            onClick={reasons.length > 0 ? undefined : act}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
          </button>
        );
      })}
    </span>
  );
}
