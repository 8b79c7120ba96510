/**
 * Whether a call answers itself. There is no one header for it: Call-Info `answer-after` (as Asterisk, snom), Alert-Info
 * (`alert-autoanswer`, `Ring Answer`, `Auto Answer`), X-AUTOANSWER, and Answer-Mode or Priv-Answer-Mode (RFC 5373). Whoever
 * calls may write them, so it is for the agent's settings to allow it. Pure.
 */
import { readParameters, splitOutside } from '../sip/syntax.ts';
import type { AutoAnswer } from '../phone/rules.ts';

export interface AutoAnswerRequest {
  /** Until the answer. */
  seconds: number;
  /** The caller wants no answer by a person instead (`;require`, RFC 5373 4.1). */
  required: boolean;
}

/** Values of a header of the INVITE, hostile text; by its long name. */
type HeadersOf = (name: string) => readonly string[];

const mostSeconds = 60;
const ringAnswer = /\b(?:alert-autoanswer|ring[ -]?answer|auto[ -]?answer)\b/i;

/** What the INVITE asks for; null when nothing. */
export function readAutoAnswer(headersOf: HeadersOf): AutoAnswerRequest | null {
  const read = (name: string): string[] =>
    headersOf(name)
      .slice(0, 8)
      .map(value => value.slice(0, 1_024).trim());
  for (const name of ['priv-answer-mode', 'answer-mode']) {
    for (const value of read(name)) {
      const [mode = '', ...parameters] = value.split(';').map(part => part.trim().toLowerCase());
      if (mode === 'auto') return { seconds: 0, required: parameters.includes('require') };
    }
  }
  const infos = [...read('call-info'), ...read('alert-info')].flatMap(
    value => splitOutside(value, ',') ?? [],
  );
  for (const info of infos) {
    const after = afterSeconds(info);
    if (after !== null) return { seconds: after, required: false };
  }
  if (read('alert-info').some(value => ringAnswer.test(value))) return { seconds: 0, required: false };
  if (read('x-autoanswer').some(value => /^(?:true|yes|1)$/i.test(value)))
    return { seconds: 0, required: false };
  return null;
}

function afterSeconds(info: string): number | null {
  const semicolon = info.indexOf(';', Math.max(0, info.indexOf('>')));
  const written = semicolon === -1 ? undefined : readParameters(info.slice(semicolon))?.get('answer-after');
  if (written === undefined || !/^\d{1,5}$/.test(written)) return null;
  return Math.min(Number(written), mostSeconds);
}

export type AutoAnswerDecision = { kind: 'ring' } | { kind: 'answer'; seconds: number } | { kind: 'refuse' };

/** `busy`: there is another call, and nobody is put on hold unasked. */
export function decideAutoAnswer(
  rule: AutoAnswer,
  asked: AutoAnswerRequest | null,
  busy: boolean,
): AutoAnswerDecision {
  const may = rule.policy !== 'forbid' && !busy;
  if (may && asked !== null) return { kind: 'answer', seconds: asked.seconds };
  if (may && rule.policy === 'force') return { kind: 'answer', seconds: rule.seconds };
  return asked?.required === true ? { kind: 'refuse' } : { kind: 'ring' };
}
