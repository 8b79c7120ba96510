import { describe, expect, it } from 'vitest';
import { judge, type GateFacts } from './gate.ts';
import { drawCase, factsOf, oracle, zonesOfCase, type GateCase } from './testing.ts';

/** mulberry32: the same cases at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function verdictOf(drawn: GateCase): 'allow' | 'ask' | 'refuse' {
  const { facts, policy } = factsOf(drawn);
  const judged = judge(facts, policy, drawn.now, zonesOfCase);
  if (judged === null) return 'allow';
  return judged.mayOverride ? 'ask' : 'refuse';
}

describe('the gate', () => {
  it('says what a careful person would say, in 30,000 cases of every kind', () => {
    const random = seeded(20_261_124);
    const said = { allow: 0, ask: 0, refuse: 0 };
    for (let n = 0; n < 30_000; n += 1) {
      const drawn = drawCase(random);
      const verdict = verdictOf(drawn);
      said[verdict] += 1;
      if (verdict !== oracle(drawn)) expect({ drawn, verdict }).toEqual({ drawn, verdict: oracle(drawn) });
    }
    expect(Math.min(said.allow, said.ask, said.refuse)).toBeGreaterThan(1_000);
  });

  const nobody: GateFacts = {
    channel: 'call',
    contacts: [],
    numberIds: {},
    refusedOfNumber: [],
    numberZones: null,
    needsConsent: false,
  };
  const byDay = {
    override: true,
    callingHours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }],
  };
  const at = (hour: number) => Date.UTC(2026, 10, 24, hour);

  it('asks where nobody knows what time it is, and never takes our own clock for theirs', () => {
    const reasons = judge({ ...nobody, numberZones: [] }, byDay, at(12), zonesOfCase);
    expect(reasons).toEqual({ reasons: ['zoneUnknown'], lists: [], mayOverride: true });
  });

  it('takes the strictest of the zones that a country has', () => {
    const american = { ...nobody, numberZones: zonesOfCase('US') };
    // Noon in New York is seven in the morning on Hawaii; 14:00 is nine there.
    expect(judge(american, byDay, at(17), zonesOfCase)?.reasons).toEqual(['outsideHours']);
    expect(judge(american, byDay, at(19), zonesOfCase)).toBeNull();
  });

  it('leaves an extension and a feature code alone', () => {
    expect(judge(nobody, byDay, at(3), zonesOfCase)).toBeNull();
  });

  it('may be gone past in doubt, where the team forbids to go past a refusal', () => {
    const strict = { ...byDay, override: false };
    const night = { ...nobody, numberZones: ['Asia/Riyadh'] };
    expect(judge(night, strict, at(22), zonesOfCase)?.mayOverride).toBe(true);
    const refused = { ...night, refusedOfNumber: [null] };
    expect(judge(refused, strict, at(22), zonesOfCase)).toEqual({
      reasons: ['numberRefused', 'outsideHours'],
      lists: [],
      mayOverride: false,
    });
  });
});
