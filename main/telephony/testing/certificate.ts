/** A certificate of our own making (X.509 version 3, ECDSA P-256), so that no key has to lie in the repository. */
import { generateKeyPairSync, sign } from 'node:crypto';

const tags = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
};

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length =
    body.length < 128
      ? Buffer.of(body.length)
      : body.length < 256
        ? Buffer.of(0x81, body.length)
        : Buffer.of(0x82, body.length >> 8, body.length & 0xff);
  return Buffer.concat([Buffer.of(tag), length, body]);
}

const oid = (...bytes: number[]): Buffer => der(tags.oid, Buffer.from(bytes));
const sequence = (...parts: Uint8Array[]): Buffer => der(tags.sequence, ...parts);
const utcTime = (at: Date): Buffer =>
  der(tags.time, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'ascii'));

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const commonName = oid(0x55, 0x04, 0x03);
const subjectAltName = oid(0x55, 0x1d, 0x11);
const basicConstraints = oid(0x55, 0x1d, 0x13);

/** Self-signed, for the DNS name `name`, valid from two days before `now` (ms) until `days` after it. PEM. */
export function makeCertificate(name: string, now: number, days: number): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const who = sequence(der(tags.set, sequence(commonName, der(tags.utf8, Buffer.from(name)))));
  const hour = 3_600_000;
  const validity = sequence(utcTime(new Date(now - 48 * hour)), utcTime(new Date(now + days * 24 * hour)));
  const extensions = sequence(
    sequence(basicConstraints, der(tags.octets, sequence(Buffer.of(0x01, 0x01, 0xff)))),
    sequence(subjectAltName, der(tags.octets, sequence(der(0x82, Buffer.from(name))))),
  );
  const body = sequence(
    der(0xa0, der(tags.integer, Buffer.of(2))),
    der(tags.integer, Buffer.of(1)),
    ecdsaWithSha256,
    who,
    validity,
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, ecdsaWithSha256, der(tags.bits, Buffer.of(0), signature));
  const lines = certificate.toString('base64').replace(/(.{64})/g, '$1\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
