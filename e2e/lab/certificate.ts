/** Certificates for a WSS server of the lab, each signed by itself: nobody trusts it unless told to. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Certificate {
  /** PEM files and their content. `certFile` is what NODE_EXTRA_CA_CERTS takes. */
  certFile: string;
  keyFile: string;
  cert: string;
  key: string;
}

/** Makes an ECDSA certificate for `names` (subjectAltName, "DNS:localhost" or "IP:127.0.0.1"), good for a day. */
export async function makeCertificate(
  folder: string,
  name: string,
  names: readonly string[] = ['DNS:localhost', 'IP:127.0.0.1'],
): Promise<Certificate> {
  const certFile = join(folder, `${name}.crt`);
  const keyFile = join(folder, `${name}.key`);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-keyout', keyFile];
  const subject = ['-subj', '/CN=hatif-lab', '-addext', `subjectAltName=${names.join(',')}`];
  await run('openssl', ['req', '-x509', ...newKey, '-days', '1', ...subject, '-out', certFile]);
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  return { certFile, keyFile, cert, key };
}
