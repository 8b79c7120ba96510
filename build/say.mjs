// What the build scripts tell a person: one plain line a step, on stderr, so that stdout stays readable by a program.
import process from 'node:process';

/** @param {string} topic @param {string} text */
export const say = (topic, text) => {
  process.stderr.write(`${topic}: ${text}\n`);
};

/**
 * Runs `work`, saying every `seconds` how long it has taken, so that a slow step is never mistaken for a hung one.
 * @template T
 * @param {string} topic @param {string} text @param {() => Promise<T>} work @param {number} [seconds]
 * @returns {Promise<T>}
 */
export async function sayWhile(topic, text, work, seconds = 30) {
  const started = performance.now();
  const elapsed = () => Math.round((performance.now() - started) / 1000);
  say(topic, text);
  const ticking = setInterval(() => say(topic, `… still at it after ${elapsed()} s`), seconds * 1000);
  try {
    const made = await work();
    say(topic, `done in ${elapsed()} s`);
    return made;
  } finally {
    clearInterval(ticking);
  }
}
