/** Nothing has come from outside the window, and nothing was tested. */
import { noCheck, type CheckStep, type SelfCheckView } from '../../shared/diagnostics/types.ts';
import { noReach } from '../../shared/reach/types.ts';

export const fromOutside = { selfCheck: noCheck, reach: noReach, offered: null };

const step = (leg: CheckStep['leg'], change: Partial<CheckStep>): CheckStep => ({
  leg,
  state: 'passed',
  fault: null,
  skipped: null,
  detail: null,
  ms: 12,
  ...change,
});

/** One leg of each kind. */
export const brokenCheck: SelfCheckView = {
  accountId: 'a1',
  state: 'over',
  steps: [
    step('dns', { detail: '192.0.2.10' }),
    step('tcp', { detail: 'pbx1.masar.example:8089' }),
    step('tls', { detail: 'pbx1.masar.example' }),
    step('webSocket', {}),
    step('register', {}),
    step('ice', {
      state: 'failed',
      fault: 'iceUnreachable',
      detail: 'turn:turn.masar.example:3478',
      ms: 5002,
    }),
    step('microphone', { state: 'running', ms: null }),
    step('echo', { state: 'skipped', skipped: 'before', ms: null }),
  ],
};

export const passedCheck: SelfCheckView = {
  ...brokenCheck,
  steps: brokenCheck.steps.map(({ leg, detail }) =>
    step(leg, { detail: leg === 'ice' ? 'turn:turn.masar.example:3478' : detail }),
  ),
};
