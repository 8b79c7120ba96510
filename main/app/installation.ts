/** The name by which a registrar knows this phone again after a restart (RFC 5626 section 4.1: stable across reboots). */
import { derivedId } from '../system/derived-id.ts';

/** Made of the installation and the account: the same every time, different for each line. */
export const instanceOf = (installation: string, accountId: string): string =>
  derivedId(installation, accountId);
