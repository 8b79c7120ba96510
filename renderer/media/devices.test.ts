import { describe, expect, it } from 'vitest';
import { audioDevices, findDevice, systemGroup, type RawDevice } from './devices.ts';

const raw = (kind: string, deviceId: string, label: string, groupId = `group of ${label}`): RawDevice => ({
  kind,
  deviceId,
  label,
  groupId,
});
const desk = [
  raw('audioinput', 'default', 'Default - Headset', 'group of Headset'),
  raw('audioinput', 'a1', 'Headset'),
  raw('audioinput', 'a2', 'Laptop'),
  raw('videoinput', 'v1', 'Camera'),
  raw('audiooutput', 'communications', 'Communications - Headset', 'group of Headset'),
  raw('audiooutput', 'b1', 'Headset'),
];
const present = audioDevices(desk);

it('offers real microphones and speakers only', () => {
  expect(present.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
    'microphone a1',
    'microphone a2',
    'speaker b1',
  ]);
});

it('knows which one the system uses', () => {
  expect(systemGroup(desk, 'audioinput')).toBe('group of Headset');
  expect(systemGroup(desk, 'audiooutput')).toBeNull();
});

describe('the agent’s headset', () => {
  it('is found by its id', () => {
    expect(findDevice('a2', 'microphone', present, [])?.label).toBe('Laptop');
  });
  it('is found again in another socket, where it has another id', () => {
    const moved = audioDevices([
      raw('audioinput', 'a2', 'Laptop'),
      raw('audioinput', 'x9', 'Headset', 'another desk’s'),
      raw('audioinput', 'x8', 'Headset'),
    ]);
    expect(findDevice('a1', 'microphone', moved, present)?.id).toBe('x8');
  });
  it('is found by its label alone when there is one such', () => {
    const other = audioDevices([raw('audioinput', 'x9', 'Headset', 'new group')]);
    expect(findDevice('a1', 'microphone', other, present)?.id).toBe('x9');
  });
  it('is not guessed between two of the same label', () => {
    const two = audioDevices([
      raw('audioinput', 'x8', 'Headset', 'one'),
      raw('audioinput', 'x9', 'Headset', 'two'),
    ]);
    expect(findDevice('a1', 'microphone', two, present)).toBeNull();
  });
  it('is never confused with its own speaker', () => {
    expect(findDevice('b1', 'microphone', present, present)).toBeNull();
  });
  it('is away when it is not plugged in', () => {
    expect(
      findDevice('a1', 'microphone', audioDevices([raw('audioinput', 'a2', 'Laptop')]), present),
    ).toBeNull();
  });
});
