import { IconRecordMail } from '@tabler/icons-react';
import type { LampState as Shape } from '../../ui/Lamp.tsx';
import type { LampView } from '../../../shared/lamps/types.ts';
import type { FeatureCode } from '../../../shared/phone/rules.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { Dot } from '../../ui/Lamp.tsx';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { formatNumber } from '../people.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

/** Colleagues and parking places as the phone system tells of them, its codes as buttons, and what waits in mailboxes. */
export function PhonePanel() {
  const { lamps, mailboxes } = useWorkspace(state => state.lamps);
  const { codes, voicemail, rules } = useWorkspace(state => state.settings.phone);
  const waiting = mailboxes.some(mailbox => mailbox.waiting);
  const { always } = rules.forwarding;
  if (lamps.length === 0 && codes.length === 0 && !waiting && always === null) return null;
  return (
    <>
      {always !== null && <AllSentOn number={always} />}
      {waiting && <Waiting voicemail={voicemail} />}
      {lamps.length > 0 && <Lamps lamps={lamps} codes={codes.filter(({ use }) => use === 'colleague')} />}
      <Codes codes={codes} />
    </>
  );
}

function AllSentOn({ number }: { number: string }) {
  const t = useWords();
  const { change } = useCommands();
  const phone = useWorkspace(state => state.settings.phone);
  const { rules } = phone;
  const stop = () =>
    void change({
      phone: { ...phone, rules: { ...rules, forwarding: { ...rules.forwarding, always: null } } },
    });
  return (
    <div className="phone-row standing-line">
      <Dot state="held" />
      <span className="grow">{t('phone.alwaysOn', { number: formatNumber(number) })}</span>
      <SmallButton onPress={stop}>{t('phone.stopForwarding')}</SmallButton>
    </div>
  );
}

function Waiting({ voicemail }: { voicemail: string | null }) {
  const t = useWords();
  const { dial } = useCommands();
  const { mailboxes } = useWorkspace(state => state.lamps);
  const count = mailboxes.reduce((sum, { fresh, waiting }) => sum + (waiting ? (fresh ?? 0) : 0), 0);
  return (
    <div className="phone-row standing-line">
      <IconRecordMail size={16} stroke={1.6} aria-hidden />
      <span className="grow">{count > 0 ? t('phone.waiting', { count }) : t('phone.waitingSome')}</span>
      {voicemail !== null && (
        <SmallButton onPress={() => void dial(voicemail)}>{t('phone.listen')}</SmallButton>
      )}
    </div>
  );
}

function Lamps({ lamps, codes }: { lamps: readonly LampView[]; codes: readonly FeatureCode[] }) {
  const t = useWords();
  const { openSettings } = useCommands();
  return (
    <Section
      title={t('phone.colleagues')}
      aside={
        <button type="button" className="link" onClick={() => openSettings('phone')}>
          {t('common.edit')}
        </button>
      }
    >
      <ul className="lamps">
        {lamps.map(lamp => (
          <LampRow key={lamp.id} lamp={lamp} codes={codes} />
        ))}
      </ul>
    </Section>
  );
}

const shapes: Record<LampView['state'], Shape> = {
  unknown: 'off',
  free: 'free',
  ringing: 'ringing',
  busy: 'held',
  away: 'done',
};

function stateWord({ kind, state }: LampView): Key {
  if (kind === 'park' && state === 'free') return 'phone.parkFree';
  if (kind === 'park' && state === 'busy') return 'phone.parkBusy';
  return `phone.${state}`;
}

function LampRow({ lamp, codes }: { lamp: LampView; codes: readonly FeatureCode[] }) {
  const t = useWords();
  const { enterCode } = useCommands();
  const acts = useActs(lamp);
  return (
    <li className="phone-row">
      <Dot state={shapes[lamp.state]} />
      <span className="grow">
        <b className="clip">
          <bdi>{lamp.name}</bdi>
        </b>
        <span className="quiet">
          {lamp.peer === null && lamp.note !== null ? <bdi>{lamp.note}</bdi> : t(stateWord(lamp))}
          {lamp.peer !== null && (
            <>
              {' · '}
              {lamp.peer.name === null ? (
                <Tel n={formatNumber(lamp.peer.number)} />
              ) : (
                <bdi>{lamp.peer.name}</bdi>
              )}
            </>
          )}
        </span>
      </span>
      <span className="row-keys">
        {lamp.kind === 'colleague' &&
          lamp.state === 'busy' &&
          codes.map(code => (
            <SmallButton
              key={code.id}
              of={lamp.name}
              onPress={() => void enterCode({ codeId: code.id, callId: null, lampId: lamp.id }, code.name)}
            >
              <bdi>{code.name}</bdi>
            </SmallButton>
          ))}
        {acts && (
          <SmallButton accent={acts.accent ?? false} of={lamp.name} onPress={acts.press}>
            {t(acts.word)}
          </SmallButton>
        )}
      </span>
    </li>
  );
}

/** What one can do with a lamp now: it depends on the call in hand, then on the lamp. */
function useActs(lamp: LampView): { word: Key; accent?: boolean; press: () => void } | null {
  const { dial, pickUp, forward, offerTransfer } = useCommands();
  const calls = useWorkspace(state => state.calls);
  const chosen = useWorkspace(state => state.chosen);
  const mine = calls.find(call => call.id === chosen && call.phase !== 'ended');
  if (mine?.phase === 'ringing' && mine.direction === 'inbound') {
    if (lamp.kind === 'park') return null;
    return { word: 'phone.doSendTo', press: () => forward(mine.id, lamp.number) };
  }
  if (mine?.phase === 'established') {
    if (lamp.kind === 'park') return null;
    return {
      word: 'phone.doTransferTo',
      press: () => offerTransfer({ callId: mine.id, text: lamp.number }),
    };
  }
  if (mine) return null;
  if (lamp.canPickUp) return { word: 'phone.doPickUp', accent: true, press: () => pickUp(lamp.id) };
  if (lamp.kind === 'colleague') return { word: 'common.call', press: () => void dial(lamp.number) };
  if (lamp.state !== 'busy') return null;
  return {
    word: 'phone.doRetrieve',
    accent: true,
    press: () => void dial(lamp.number),
  };
}

function Codes({ codes }: { codes: readonly FeatureCode[] }) {
  const t = useWords();
  const { enterCode } = useCommands();
  const call = useWorkspace(state =>
    state.calls.find(({ id, phase }) => id === state.chosen && phase === 'established'),
  );
  const inCall = call ? codes.filter(({ use }) => use === 'transfer' || use === 'digits') : [];
  const always = codes.filter(({ use }) => use === 'send' || use === 'call');
  const chips = (shown: readonly FeatureCode[]) => (
    <div className="chips">
      {shown.map(code => (
        <button
          key={code.id}
          type="button"
          onClick={() =>
            void enterCode(
              { codeId: code.id, callId: call?.id ?? null, lampId: null },
              code.name,
              code.use === 'send',
            )
          }
        >
          <bdi>{code.name}</bdi>
        </button>
      ))}
    </div>
  );
  return (
    <>
      {inCall.length > 0 && <Section title={t('phone.inCall')}>{chips(inCall)}</Section>}
      {always.length > 0 && <Section title={t('phone.codes')}>{chips(always)}</Section>}
    </>
  );
}
