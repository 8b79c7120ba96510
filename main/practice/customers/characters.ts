/** The customers: who they are, what they say, and how they behave. Everyone in here is made up. */
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
  lines: readonly Line[];
  steps: readonly Step[];
}

type Draft = Omit<Character, 'lines' | 'steps'> & {
  lines: Record<string, string>;
  steps: (say: (line: string) => Step) => readonly Step[];
};

/** Line names are short inside one character and unique among all: `layla-hello`. */
function character({ lines, steps, ...rest }: Draft): Character {
  const idOf = (name: string) => `${rest.id}-${name}`;
  return {
    ...rest,
    lines: Object.entries(lines).map(([name, text]) => ({ id: idOf(name), text })),
    steps: steps(name => ({ do: 'say', line: idOf(name) })),
  };
}

const listen = (seconds: number): Step => ({ do: 'listen', seconds });

export const CHARACTERS: readonly Character[] = [
  character({
    id: 'layla',
    number: '+966505550142',
    name: { en: 'Layla Haddad', ar: 'ليلى حداد' },
    behaviour: {
      en: 'Patient and organised. Stays on the line for as long as you like.',
      ar: 'صبورة ومنظّمة، وتبقى على الخط ما شئت.',
    },
    whenCalled: { do: 'answer', afterSeconds: 3 },
    patience: 60,
    voice: { name: 'en-gb+f2', pitch: 52, speed: 150 },
    lines: {
      hello: 'Hello, this is Layla Haddad from Cedar Bay Hotels in Jeddah.',
      fault:
        'I am calling about cold room two. Since this morning it shows alarm E 4, and it is getting warmer.',
      reading: 'The display says minus four degrees now. Last night it was minus eighteen.',
      stock: 'We keep fish and dairy in there, and tonight we have a dinner for two hundred guests.',
      loan: 'If the part does not arrive by four o’clock, could you send us the loan unit?',
      credit:
        'One more thing. Last week I was promised a credit note for the missed visit. I have not seen it yet.',
      thanks: 'Thank you, that helps. Please take your time, I am in no hurry.',
      here: 'Yes, I am still here.',
    },
    steps: say => [
      say('hello'),
      listen(3),
      say('fault'),
      listen(8),
      say('reading'),
      listen(8),
      say('stock'),
      listen(8),
      say('loan'),
      listen(10),
      say('credit'),
      listen(10),
      say('thanks'),
      listen(20),
      say('here'),
      listen(20),
      { do: 'again', from: 14 },
    ],
  }),
];
