import {
  IconAddressBook,
  IconHeadset,
  IconHelpCircle,
  IconListCheck,
  IconMessage2,
  IconRecordMail,
  IconSend,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import type { Key } from '../../../shared/i18n/keys.ts';
import { Mark } from '../../ui/Mark.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import type { Place } from '../state/store.ts';

const places: readonly { place: Place; name: Key; Icon: Icon; last?: boolean }[] = [
  { place: 'desk', name: 'frame.navDesk', Icon: IconHeadset },
  { place: 'contacts', name: 'frame.navContacts', Icon: IconAddressBook },
  { place: 'lists', name: 'lists.title', Icon: IconListCheck },
  { place: 'scripts', name: 'frame.navScripts', Icon: IconMessage2 },
  { place: 'outbox', name: 'frame.navOutbox', Icon: IconSend },
  { place: 'recordings', name: 'recording.title', Icon: IconRecordMail },
  { place: 'help', name: 'frame.navHelp', Icon: IconHelpCircle, last: true },
  { place: 'settings', name: 'frame.navSettings', Icon: IconSettings },
];

export function Rail() {
  const t = useWords();
  const { go } = useCommands();
  const here = useWorkspace(state => state.place);
  return (
    <nav className="rail" aria-label={t('frame.navMain')}>
      <Mark />
      {places.map(({ place, name, Icon, last }) => (
        <button
          key={place}
          type="button"
          className={last ? 'last' : undefined}
          aria-label={t(name)}
          title={t(name)}
          aria-current={place === here ? 'page' : undefined}
          onClick={() => go(place)}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
        </button>
      ))}
    </nav>
  );
}
