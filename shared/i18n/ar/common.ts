import type { common as english } from '../en/common.ts';
import type { ArabicOf } from '../keys.ts';

export const common: ArabicOf<typeof english> = {
  back: 'رجوع',
  cancel: 'إلغاء',
  close: 'إغلاق',
  edit: 'تعديل',
  remove: 'إزالة',
  call: 'اتصال',
  callName: 'اتصال بـ {{who}}',
  callNumber: 'اتصال بالرقم {{number}}',
  next: 'متابعة',
  unknown: 'غير معروف',
  notAsked: 'لم يُسأل بعد',
  never: 'أبدًا',
  today: 'اليوم',
  tomorrow: 'غدًا',
  overdue: 'متأخرة',
};
