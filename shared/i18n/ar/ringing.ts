import type { ringing as english } from '../en/ringing.ts';
import type { ArabicOf } from '../keys.ts';

export const ringing: ArabicOf<typeof english> = {
  title: 'مكالمة واردة',
  send: 'إلى البريد الصوتي',
  open: 'افتح هاتف',
  more: 'وترن مكالمة أخرى',
};
