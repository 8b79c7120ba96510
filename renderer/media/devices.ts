/** Which device is meant. Ids change when a headset is plugged into another socket; group and label stay. Pure. */
import type { AudioDevice } from '../../shared/media/protocol.ts';

/** The names under which Chromium lists what the system has chosen; `null` in our settings. */
const pseudo = new Set(['default', 'communications', '']);

export interface RawDevice {
  deviceId: string;
  label: string;
  groupId: string;
  kind: string;
}

/** What enumerateDevices() gave, as the agent may choose from it. */
export function audioDevices(raw: readonly RawDevice[]): AudioDevice[] {
  return raw.flatMap<AudioDevice>(({ deviceId, label, groupId, kind }) => {
    if (pseudo.has(deviceId)) return [];
    if (kind === 'audioinput') return [{ id: deviceId, label, groupId, kind: 'microphone' }];
    if (kind === 'audiooutput') return [{ id: deviceId, label, groupId, kind: 'speaker' }];
    return [];
  });
}

/** Group of the device that the system uses now; null when it does not say. */
export function systemGroup(raw: readonly RawDevice[], kind: 'audioinput' | 'audiooutput'): string | null {
  return raw.find(each => each.kind === kind && each.deviceId === 'default')?.groupId ?? null;
}

/**
 * The wanted device among those present: by id, then the one with its group and label, then the only one with its
 * label. `known` are devices seen earlier, by which a vanished id still has a name.
 */
export function findDevice(
  wanted: string,
  kind: AudioDevice['kind'],
  present: readonly AudioDevice[],
  known: readonly AudioDevice[],
): AudioDevice | null {
  const ofKind = present.filter(each => each.kind === kind);
  const same = ofKind.find(each => each.id === wanted);
  if (same !== undefined) return same;
  const seen = known.find(each => each.id === wanted && each.kind === kind);
  if (seen === undefined) return null;
  const labelled = ofKind.filter(each => each.label === seen.label);
  const twin = labelled.find(each => each.groupId === seen.groupId);
  if (twin !== undefined) return twin;
  return labelled.length === 1 ? (labelled[0] ?? null) : null;
}
