/** What makes a customer. */
import type { Step } from './scene.ts';

export interface Line {
  /** Also the name of its sound file. */
  id: string;
  text: string;
}

export interface Character {
  id: string;
  /** E.164: the user part they register and call with. */
  number: string;
  name: { en: string; ar: string };
  /** One sentence for the person who picks whom to practise with. */
  behaviour: { en: string; ar: string };
  /** What they do when the agent calls them. */
  whenCalled:
    | { do: 'answer'; afterSeconds: number }
    /** Lets it ring; the phone itself gives up in the end. */
    | { do: 'ring'; forSeconds: number }
    | { do: 'refuse'; status: 486 | 603; reason: string; afterSeconds: number };
  /** How long they let the agent's phone ring, seconds. */
  patience: number;
  /** Voice of the speech synthesiser that made the sound files, with its pitch (0–99) and words a minute. */
  voice: { name: string; pitch: number; speed: number };
  /** Plays back what the agent says, instead of a scene. */
  echoes?: true;
  lines: readonly Line[];
  steps: readonly Step[];
}

export type Draft = Omit<Character, 'lines' | 'steps'> & {
  lines: Record<string, string>;
  steps: (say: (line: string) => Step) => readonly Step[];
};

/** Line names are short inside one character and unique among all: `layla-hello`. */
export function character({ lines, steps, ...rest }: Draft): Character {
  const idOf = (name: string) => `${rest.id}-${name}`;
  return {
    ...rest,
    lines: Object.entries(lines).map(([name, text]) => ({ id: idOf(name), text })),
    steps: steps(name => ({ do: 'say', line: idOf(name) })),
  };
}
