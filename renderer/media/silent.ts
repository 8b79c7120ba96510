/** Web Audio without a device of its own (Audio Output Devices API), which the types of the DOM do not have yet. */
type SilentContext = new (options: AudioContextOptions & { sinkId: { type: 'none' } }) => AudioContext;

export const silentContext = (options: AudioContextOptions = {}): AudioContext =>
  new (AudioContext as unknown as SilentContext)({ ...options, sinkId: { type: 'none' } });
