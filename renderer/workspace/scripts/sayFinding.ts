import type { Words } from '../../../shared/i18n/keys.ts';
import type { Finding } from '../../../shared/script/types.ts';

export const sayFinding = (t: Words, { code, values }: Finding): string => t(`scriptFinding.${code}`, values);
