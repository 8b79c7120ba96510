import type { app as english } from '../en/app.ts';
import type { ArabicOf } from '../keys.ts';

export const app: ArabicOf<typeof english> = {
  title: 'هاتف',
  titleWith: '{{who}} – هاتف',
  quitTitle: 'هل تريد إغلاق هاتف؟',
  quitInCall: 'هناك مكالمة جارية، والإغلاق ينهيها.',
  quitNow: 'إنهاء المكالمة والإغلاق',
  stay: 'البقاء',
  backToCall: 'العودة إلى المكالمة',
  quit: 'إنهاء هاتف',
};
