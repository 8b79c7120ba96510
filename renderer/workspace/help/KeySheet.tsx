import { Modal } from '@mantine/core';
import type { Key } from '../../../shared/i18n/keys.ts';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

const groups: readonly { name: Key; keys: readonly (readonly [string, Key])[] }[] = [
  {
    name: 'keys.groupCalls',
    keys: [
      ['A', 'keys.answer'],
      ['X', 'keys.declineOrHangUp'],
      ['S', 'keys.silence'],
      ['V', 'keys.toVoicemail'],
      ['M', 'keys.mute'],
      ['H', 'keys.hold'],
      ['K', 'keys.keypad'],
      ['D', 'keys.redial'],
      ['Z', 'keys.otherCall'],
      ['T', 'keys.transfer'],
      ['R', 'recording.keyHelp'],
      ['S', 'recording.stop'],
      ['C', 'keys.connect'],
      ['B', 'keys.takeBack'],
      ['W', 'keys.swap'],
      ['J', 'keys.together'],
      ['0', 'keys.someoneElse'],
    ],
  },
  {
    name: 'keys.groupWork',
    keys: [
      ['N', 'keys.notes'],
      ['O', 'keys.outcome'],
      ['1–9', 'keys.choose'],
      ['Ctrl 1–9', 'keys.hangUpWith'],
      ['F', 'keys.callBack'],
      ['E', 'keys.email'],
      ['Q', 'keys.ticket'],
      ['W', 'keys.moreTime'],
      ['⏎', 'keys.finish'],
      ['U', 'keys.undo'],
      ['P', 'keys.promise'],
      ['C', 'keys.callNext'],
      ['⌫', 'keys.scriptBack'],
      ['J', 'keys.scriptJump'],
      ['G', 'keys.scriptObjection'],
      ['Y', 'keys.scriptGoOn'],
    ],
  },
  {
    name: 'keys.groupMove',
    keys: [
      ['N', 'keys.newHere'],
      ['E', 'keys.edit'],
      ['B', 'keys.bulk'],
      ['/', 'keys.search'],
      ['I', 'keys.scripts'],
      ['F6', 'keys.regions'],
      ['Esc', 'keys.leave'],
      ['Y', 'keys.tryNow'],
      ['?', 'keys.sheet'],
    ],
  },
];

/** All keys on one sheet, under `?`. */
export function KeySheet() {
  const t = useWords();
  const { showKeys } = useCommands();
  const open = useWorkspace(state => state.keySheet);
  const close = () => showKeys(false);
  useKeys({ Escape: close, '?': close }, { priority: 'dialog', when: open, exclusive: true });
  return (
    <Modal
      opened={open}
      onClose={close}
      title={t('keys.title')}
      size={760}
      centered
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <KeyList />
    </Modal>
  );
}

export function KeyList() {
  const t = useWords();
  return (
    <>
      <p className="section-hint">{t('keys.hint')}</p>
      <div className="key-groups">
        {groups.map(group => (
          <section key={group.name}>
            <h3>{t(group.name)}</h3>
            <dl>
              {group.keys.map(([key, name]) => (
                <div key={key}>
                  <dt>
                    <kbd className="kbd" dir="ltr">
                      {key}
                    </kbd>
                  </dt>
                  <dd>{t(name)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
