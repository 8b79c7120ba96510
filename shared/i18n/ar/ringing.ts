import type { ringing as english } from '../en/ringing.ts';
import type { ArabicOf } from '../keys.ts';

export const ringing: ArabicOf<typeof english> = {
  title: 'مكالمة واردة',
  send: 'إلى البريد الصوتي',
  open: 'افتح هاتف',
  more: 'وترن مكالمة أخرى',
  settings: 'عند الرنين',
  cardOn: 'عرض بطاقة فوق البرامج الأخرى',
  cardHint:
    'تُظهر من يتصل وأنت تعمل في برنامج آخر، ولا تأخذ منه لوحة المفاتيح. وبدونها تسمع الرنين وتنتظرك المكالمة في هاتف.',
};
