import { expect, test } from 'vitest';
import { reasonToSkip, type Machine } from './packages.ts';

const debianRoot: Machine = { platform: 'linux', debian: true, root: true };

test('root on Debian never skips: what is missing is installed', () => {
  expect(reasonToSkip(debianRoot, [])).toBeNull();
  expect(reasonToSkip(debianRoot, ['kamailio', 'baresip-core'])).toBeNull();
});

test('anyone runs it where everything is there', () => {
  expect(reasonToSkip({ platform: 'linux', debian: false, root: false }, [])).toBeNull();
});

test('who may not install is told what to install', () => {
  expect(reasonToSkip({ ...debianRoot, root: false }, ['kamailio', 'sip-tester'])).toBe(
    'skipped: kamailio, sip-tester are not installed, and only root may install. ' +
      'sudo apt-get install kamailio sip-tester',
  );
  expect(reasonToSkip({ ...debianRoot, debian: false }, ['baresip'])).toBe(
    'skipped: baresip is not installed, and this is not Debian',
  );
});

test('other systems are named', () => {
  const mac: Machine = { platform: 'darwin', debian: false, root: false };
  expect(reasonToSkip(mac, [])).toBe("skipped: the lab's servers run on Linux, this is darwin");
});
