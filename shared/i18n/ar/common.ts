import type { common as english } from '../en/common.ts';
import type { ArabicOf } from '../keys.ts';

export const common: ArabicOf<typeof english> = {
  back: 'رجوع',
  cancel: 'إلغاء',
  close: 'إغلاق',
  save: 'حفظ',
  edit: 'تعديل',
  remove: 'إزالة',
  undo: 'تراجع',
  call: 'اتصال',
  callName: 'اتصال بـ {{who}}',
  callNumber: 'اتصال بالرقم {{number}}',
  next: 'متابعة',
  you: 'أنت',
  unknown: 'غير معروف',
  notAsked: 'لم يُسأل بعد',
  never: 'أبدًا',
  today: 'اليوم',
  tomorrow: 'غدًا',
  later: 'لاحقًا',
  overdue: 'متأخرة',
  yes: 'نعم',
  no: 'لا',
  starting: 'يجري تشغيل هاتف…',
};
