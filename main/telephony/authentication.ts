/** Who answers a digest challenge. The guard's own is plugged in here; null leaves it to SIP.js (MD5, any realm). */
import type { Core } from 'sip.js';

export interface Credentials {
  user: string;
  password: string;
  domain: string;
  loggerFactory: Core.LoggerFactory;
}

export type AuthenticationFactory = (
  credentials: Credentials,
) => (() => Core.DigestAuthentication | undefined) | null;
