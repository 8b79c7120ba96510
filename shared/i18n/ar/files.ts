import type { files as english } from '../en/files.ts';
import type { ArabicOf } from '../keys.ts';

export const files: ArabicOf<typeof english> = {
  title: 'الملفات',
  none: 'لا ملفات بعد. خطاب أو عقد أو صورة للعطل: حتى 10 ميغابايت لكل ملف.',
  add: 'إضافة ملف',
  photo: 'الصورة',
  photoOf: 'صورة {{name}}',
  addPhoto: 'إضافة صورة',
  changePhoto: 'تغيير الصورة',
  removePhoto: 'إزالة الصورة',
  save: 'حفظ {{name}} على القرص',
  show: 'عرض {{name}}',
  hide: 'إخفاء {{name}}',
  remove: 'إزالة {{name}}',
  attach: 'إرفاق ملف بـ«{{what}}»',
  came: 'مع قيد في السجل',
  size: '{{size}} ك.ب',
};
