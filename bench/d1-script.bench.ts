// D1: a call script of 1,000 steps is read and judged again at every key press of its author. Both together must fit into
// one frame of a 60 Hz screen, or typing stumbles. The author types inside a text, so that one passage in 2,000 is new each
// time, as it is in the editor.
import process from 'node:process';
import { checkScript, createChecker } from '../shared/script/check.ts';
import { quantile, type Bench } from './figure.ts';

/** One frame at 60 Hz, ms. Counted is the time of our thread, so that other programs on the machine do not count. */
const frame = 16;
const steps = 1000;
/** Presses until V8 has compiled what runs at each of them. */
const warmUp = 60;

const step = (n: number, of: number): string => `Step: step-${n}
Title: Step ${n}
Title [ar]: الخطوة ${n}
Say: Thank you, {{ caller.name | default: "there" }}. Shall we look at point ${n}?
  {% if caller.language == "ar" %}We can speak Arabic.{% endif %}
Say [ar]: شكرًا {{ caller.name }}. هل ننظر في النقطة ${n}؟
Note: Wait for the answer.
Note [ar]: انتظر الجواب.
Ask: answer-${n} as choice
Answer good: All is well -> ${n + 1 < of ? `step-${n + 1}` : 'end'}
Answer good [ar]: كل شيء بخير
Answer bad: Something is wrong -> step-${Math.max(0, n - 1)}
Answer bad [ar]: هناك خلل
If: answer-${n} is bad and caller.known is no -> end
Next: end
`;

const scriptOf = (n: number): string =>
  [
    'Script: long\nTitle: Long\nTitle [ar]: طويل\nLanguages: en, ar\n',
    ...Array.from({ length: n }, (_, i) => step(i, n)),
  ].join('\n');

export const bench: Bench = {
  id: 'D1',
  bar: `reading and judging a script of ${steps} steps at a key press, p95 ≤ ${frame} ms`,
  seconds: 20,
  run: ({ full }) => {
    const text = scriptOf(steps);
    const at = text.indexOf('Shall we look at point 500');
    const presses = full ? 1000 : 200;
    const spent: number[] = [];
    const check = createChecker();
    let typed = '';
    let clean = 0;
    for (let i = 0; i < presses + warmUp; i++) {
      typed += String.fromCharCode(97 + (i % 26));
      const now = `${text.slice(0, at)}${typed} ${text.slice(at)}`;
      // JavaScript joins the parts of a string when it is first read; an editor's text is in one piece already.
      now.charCodeAt(0);
      const before = process.threadCpuUsage();
      const { findings, script } = check(now);
      // The first ones warm up.
      const { user, system } = process.threadCpuUsage(before);
      if (i >= warmUp) spent.push((user + system) / 1000);
      if (findings.length === 0 && script.steps.length === steps) clean++;
    }
    // A linter that sees nothing is fast: the same text with one step misnamed must be told.
    const broken = checkScript(text.replace('-> step-501', '-> stepp-501')).findings;
    const [p50, p95] = [quantile(spent, 0.5), quantile(spent, 0.95)];
    return Promise.resolve([
      {
        measured: [
          `key-press p50 ${p50.toFixed(1)}ms p95 ${p95.toFixed(1)}ms (≤${frame})`,
          `lines=${text.split('\n').length}`,
          `read-whole ${clean}/${presses + warmUp} (all)`,
        ],
        holds: p95 <= frame && clean === presses + warmUp,
        control: {
          text: `a misnamed step is told ${broken.filter(({ code }) => code === 'unknownStep').length} time(s)`,
          failed: broken.some(({ code, suggestion }) => code === 'unknownStep' && suggestion === 'step-501'),
        },
        n: spent.length,
      },
    ]);
  },
};
