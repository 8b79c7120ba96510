import { IconDatabaseX, IconMicrophoneOff, IconPlugConnectedX, IconVolumeOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { StoreView } from '../../../shared/ipc/contract.ts';
import type { LineView } from '../../../shared/lines/types.ts';
import { span } from '../../../shared/i18n/format.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { faultSentence } from '../settings/lineState.ts';
import { isOver, isUp } from '../state/calls.ts';
import { useCommands, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { Banner } from './Banner.tsx';

/** All that is wrong now, the worst for the call first. */
export function Banners() {
  return (
    <>
      <MediaBanner />
      <LineBanner />
      <MicrophoneBanner />
      <StoreBanner />
    </>
  );
}

function MediaBanner() {
  const t = useWords();
  const media = useWorkspace(state => {
    const up = state.calls.filter(isUp);
    if (up.some(call => call.media === 'lost')) return 'lost';
    return up.some(call => call.media === 'recovering') ? 'recovering' : null;
  });
  if (media === null) return null;
  return (
    <Banner
      icon={IconVolumeOff}
      tone={media === 'lost' ? 'danger' : 'owed'}
      title={t(media === 'lost' ? 'banner.mediaLost' : 'banner.mediaRecovering')}
    >
      {t(media === 'lost' ? 'banner.mediaLostMore' : 'banner.mediaRecoveringMore')}
    </Banner>
  );
}

/** Lines that are being signed in for the first time are not yet a fault. */
function LineBanner() {
  const lines = useWorkspace(state => state.lines);
  const practice = useWorkspace(state => state.practice.state);
  if (lines.some(line => line.state === 'registered')) return null;
  if (lines.length === 0) return practice === 'off' || practice === 'failed' ? <NoLineSetUp /> : null;
  const faulty = lines.find(line => line.fault !== null) ?? lines.find(line => line.state === 'failed');
  return faulty ? <NoLineRegistered line={faulty} /> : null;
}

function NoLineSetUp() {
  const t = useWords();
  const { openSettings, startPractice } = useCommands();
  return (
    <Banner
      icon={IconPlugConnectedX}
      tone="owed"
      title={t('banner.noLine')}
      keys={
        <>
          <SmallButton onPress={() => void startPractice()}>{t('banner.startPractice')}</SmallButton>
          <SmallButton onPress={() => openSettings('lines')}>{t('banner.addLine')}</SmallButton>
        </>
      }
    >
      {t('banner.noLineSetUp')}
    </Banner>
  );
}

function NoLineRegistered({ line }: { line: LineView }) {
  const t = useWords();
  const now = useNow(1000);
  const { retryLine, openSettings } = useCommands();
  const inCall = useWorkspace(state => state.calls.some(call => !isOver(call)));
  const retry = () => retryLine(line.accountId);
  const owns = useKeys({ Y: retry }, { priority: 'call' });
  const next =
    line.retryAt === null
      ? line.state === 'failed'
        ? null
        : t('banner.noLineTrying')
      : t('banner.noLineNext', { time: span(line.retryAt - now) });
  return (
    <Banner
      icon={IconPlugConnectedX}
      tone="danger"
      title={t('banner.noLine')}
      aside={next}
      keys={
        <>
          <SmallButton k="Y" idle={!owns('Y')} onPress={retry}>
            {t('banner.tryNow')}
          </SmallButton>
          <SmallButton onPress={() => openSettings('lines')}>{t('banner.lineSettings')}</SmallButton>
        </>
      }
    >
      {line.fault !== null && <p>{faultSentence(t, line.fault, line.faultDetail)}</p>}
      {inCall && <p>{t('banner.noLineCallGoesOn')}</p>}
    </Banner>
  );
}

function MicrophoneBanner() {
  const t = useWords();
  const { openSettings } = useCommands();
  const refused = useWorkspace(state => state.microphone);
  // A list without any device is a list that was not read yet; one without a microphone is the truth.
  const missing = useWorkspace(
    state => state.devices.length > 0 && !state.devices.some(device => device.kind === 'microphone'),
  );
  const state = refused !== 'ok' ? refused : missing ? 'missing' : 'ok';
  if (state === 'ok') return null;
  const [title, more] = microphoneWords[state];
  return (
    <Banner
      icon={IconMicrophoneOff}
      tone="danger"
      title={t(title)}
      keys={<SmallButton onPress={() => openSettings('sound')}>{t('banner.soundSettings')}</SmallButton>}
    >
      {t(more)}
    </Banner>
  );
}

const microphoneWords: Record<'missing' | 'denied' | 'busy', readonly [Key, Key]> = {
  missing: ['banner.microphoneMissing', 'banner.microphoneMissingMore'],
  denied: ['banner.microphoneDenied', 'banner.microphoneDeniedMore'],
  busy: ['banner.microphoneBusy', 'banner.microphoneBusyMore'],
};

const storeWords: Record<'newer' | 'corrupt' | 'locked' | 'memory', readonly [Key, Key]> = {
  newer: ['banner.storeNewer', 'banner.storeNewerMore'],
  corrupt: ['banner.storeCorrupt', 'banner.storeCorruptMore'],
  locked: ['banner.storeLocked', 'banner.storeLockedMore'],
  memory: ['banner.storeMemory', 'banner.storeMemoryMore'],
};

function StoreBanner() {
  const t = useWords();
  const { startFresh } = useCommands();
  const { state, short } = useWorkspace(workspace => workspace.store);
  const [asking, setAsking] = useState(false);
  if (short !== undefined) return <ShortBanner {...short} />;
  if (state === 'open' || state === 'opening') return null;
  const [title, more] = storeWords[state];
  return (
    <Banner
      icon={IconDatabaseX}
      tone="danger"
      title={t(title)}
      keys={
        asking ? (
          <>
            <SmallButton onPress={() => setAsking(false)}>{t('common.cancel')}</SmallButton>
            <SmallButton
              accent
              onPress={() => {
                setAsking(false);
                startFresh();
              }}
            >
              {t('banner.startFresh')}
            </SmallButton>
          </>
        ) : (
          <SmallButton onPress={() => setAsking(true)}>{t('banner.startFresh')}</SmallButton>
        )
      }
    >
      {asking ? (
        <p role="alert">{t('banner.startFreshAsk')}</p>
      ) : (
        <p>
          {t(more)} {t('banner.startFreshHint')}
        </p>
      )}
    </Banner>
  );
}

/** The disk is full or fails: what waits for it, and what to do. */
function ShortBanner({ why, waiting, safe }: NonNullable<StoreView['short']>) {
  const t = useWords();
  return (
    <Banner
      icon={IconDatabaseX}
      tone="danger"
      title={t(why === 'full' ? 'banner.diskFull' : 'banner.diskFailing')}
    >
      <p>{t(why === 'full' ? 'banner.diskFullMore' : 'banner.diskFailingMore')}</p>
      <p>{t(safe ? 'banner.diskSafe' : 'banner.diskUnsafe', { count: waiting })}</p>
    </Banner>
  );
}
