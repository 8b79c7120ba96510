/** A recording in the hand of who listens: opened at the first press, let go when it leaves the screen. */
import { useEffect, useRef, useState } from 'react';
import type { OpenRecording } from '../../../shared/recording/types.ts';
import { useCommands } from '../state/context.tsx';
import { asWav, fetchSound, SoundPlayer, type Side } from './sound.ts';

export interface PlayerInHand {
  /** `shut` before it was opened; `failed` when it cannot be played, which is said. */
  state: 'shut' | 'opening' | 'open' | 'failed';
  open: OpenRecording | null;
  playing: boolean;
  /** Milliseconds from the beginning. */
  at: number;
  speed: number;
  side: Side;
  toggle: () => void;
  seek: (at: number) => void;
  setSpeed: (speed: number) => void;
  hear: (side: Side) => void;
  /** Resolves to false when nobody wanted it after all, or it failed. */
  save: () => Promise<boolean>;
}

export function usePlayer(id: string): PlayerInHand {
  const { ask } = useCommands();
  const player = useRef<SoundPlayer | null>(null);
  const sound = useRef<Uint8Array<ArrayBuffer> | null>(null);
  const gone = useRef(false);
  const [state, setState] = useState<PlayerInHand['state']>('shut');
  const [open, setOpen] = useState<OpenRecording | null>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState(1);
  const [side, setSide] = useState<Side>('both');

  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      player.current?.dispose();
      player.current = null;
    };
  }, []);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => setAt((player.current?.audio.currentTime ?? 0) * 1000), 100);
    return () => clearInterval(timer);
  }, [playing]);

  const begin = async (): Promise<void> => {
    setState('opening');
    const opened = await ask('recording.open', { id }, ['badRecording']);
    const bytes = opened === null ? null : await fetchSound(ask, opened);
    const made = bytes === null ? null : await SoundPlayer.open(bytes).catch(() => null);
    if (gone.current) return made?.dispose();
    if (made === null) return setState('failed');
    sound.current = bytes;
    player.current = made;
    const { audio } = made;
    audio.addEventListener('play', () => setPlaying(true));
    audio.addEventListener('pause', () => setPlaying(false));
    audio.addEventListener('ended', () => setAt(audio.currentTime * 1000));
    setOpen(opened);
    setState('open');
    return made.play();
  };
  const toggle = () => {
    const { current } = player;
    if (current === null) {
      if (state === 'shut' || state === 'failed') void begin().catch(() => setState('failed'));
    } else if (current.audio.paused) void current.play();
    else current.audio.pause();
  };
  return {
    state,
    open,
    playing,
    at,
    speed,
    side,
    toggle,
    seek(to) {
      setAt(to);
      if (player.current) player.current.audio.currentTime = to / 1000;
    },
    setSpeed(to) {
      setSpeed(to);
      if (player.current) player.current.audio.playbackRate = to;
    },
    hear(to) {
      setSide(to);
      player.current?.hear(to);
    },
    async save() {
      if (sound.current === null) return false;
      const wav = await asWav(sound.current).catch(() => null);
      if (wav === null) return false;
      return (await ask('recording.giveOut', { id, wav }))?.saved ?? false;
    },
  };
}
