/** What a call needs of its connection besides offers and answers. */
import type { CodecName } from '../../shared/lines/types.ts';
import { inOrder } from './codecs.ts';
import { MediaFault } from './fault.ts';
import { asAnswer } from './sdp.ts';

/** Our one audio section; every other section of their offer is declined. */
export function takeAudio(peer: RTCPeerConnection): RTCRtpTransceiver {
  const live = peer.getTransceivers().filter(each => each.direction !== 'stopped');
  const audio = live.find(each => each.receiver.track.kind === 'audio');
  if (audio === undefined) throw new MediaFault('badDescription', 'an offer without audio');
  for (const other of live) if (other !== audio) other.stop();
  return audio;
}

/** None wished: the browser's order. */
export function prefer(audio: RTCRtpTransceiver, codecs: readonly CodecName[]): RTCRtpTransceiver {
  const able = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  if (codecs.length > 0) audio.setCodecPreferences(inOrder(able, codecs));
  return audio;
}

/**
 * Chromium stops hearing as soon as we offer not to, and a rollback does not undo that (seen in 130). The exchange
 * before is therefore repeated, to ourselves alone: same ICE, same keys, nothing for the far end to notice.
 */
export async function restoreHearing(
  peer: RTCPeerConnection,
  current: RTCRtpTransceiverDirection | null,
): Promise<void> {
  const theirs = peer.currentRemoteDescription?.sdp;
  const ours = peer.currentLocalDescription?.sdp;
  if (theirs === undefined || ours === undefined || current === null || current === 'stopped') return;
  await peer.setLocalDescription(await peer.createOffer());
  await peer
    .setRemoteDescription({ type: 'answer', sdp: asAnswer(theirs, ours, current) })
    .catch(() => peer.setLocalDescription({ type: 'rollback' }));
}
