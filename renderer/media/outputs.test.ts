import { expect, it } from 'vitest';
import type { AudioDevice } from '../../shared/media/protocol.ts';
import { Outputs } from './outputs.ts';

const device = (id: string): AudioDevice => ({ id, label: `the ${id}`, groupId: id, kind: 'speaker' });
const names = ({ gone, back }: { gone: AudioDevice[]; back: AudioDevice[] }) => [
  gone.map(({ label }) => label),
  back.map(({ label }) => label),
];

it('tells once that the chosen headset went, and once that it is back', () => {
  const outputs = new Outputs();
  let plugged = ['headset', 'bell'];
  const look = (...chosen: (string | null)[]) =>
    names(outputs.look(chosen, id => (plugged.includes(id) ? device(id) : null)));
  expect(look('headset', 'headset')).toEqual([[], []]);
  plugged = ['bell'];
  expect(look('headset', 'headset')).toEqual([['the headset'], []]);
  expect(look('headset', 'headset')).toEqual([[], []]);
  plugged = ['headset', 'bell'];
  expect(look('headset', 'headset')).toEqual([[], ['the headset']]);
});

it('does not miss what was not chosen, was chosen away, or was never here', () => {
  const outputs = new Outputs();
  expect(names(outputs.look([null, 'old'], () => null))).toEqual([[], []]);
  expect(names(outputs.look(['a', 'b'], device))).toEqual([[], []]);
  expect(names(outputs.look(['b', null], id => (id === 'b' ? device(id) : null)))).toEqual([[], []]);
  expect(names(outputs.look(['a', 'b'], id => (id === 'b' ? device(id) : null)))).toEqual([[], []]);
});
