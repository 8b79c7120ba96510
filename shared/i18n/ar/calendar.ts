import type { calendar as english } from '../en/calendar.ts';
import type { ArabicOf } from '../keys.ts';

export const calendar: ArabicOf<typeof english> = {
  title: 'التقويم',
  off: 'لا يوجد تقويم متزامن.',
  leave: 'أوقف المزامنة',
  hint: 'تظهر معاودات الاتصال والوعود والمهام كمهام في تقويم على خادم CalDAV لديك (مثل Nextcloud وiCloud وFastmail وRadicale) وتتبع كل تغيير. وما يُعلَّم منجزًا هناك يُعدّ منجزًا هنا عند تغيّره التالي. وما كان فيه عند إيقاف المزامنة يبقى.',
  kept_zero: 'لا مدخلات هناك',
  kept_one: 'مدخل واحد هناك',
  kept_two: 'مدخلان هناك',
  kept_few: '{{count}} مدخلات هناك',
  kept_many: '{{count}} مدخلًا هناك',
  kept_other: '{{count}} مدخل هناك',
  waiting_zero: 'لا شيء ينتظر',
  waiting_one: 'واحد ينتظر',
  waiting_two: 'اثنان ينتظران',
  waiting_few: '{{count}} تنتظر',
  waiting_many: '{{count}} تنتظر',
  waiting_other: '{{count}} تنتظر',
  url: 'عنوان التقويم',
  urlHint: 'عنوان التقويم نفسه كما يظهر في إعداداته، ويبدأ بـ https://',
  needUrl: 'يلزم عنوان يبدأ بـ https:// ولا يتضمّن كلمة مرور',
  what: 'ما يظهر فيه',
  whatMine: 'ما يخصّني',
  whatAll: 'كل ما هو مستحق',
  testing: 'تجري كتابة مدخل ثم إزالته',
  works: 'نجح الاختبار: كُتب مدخل وقُرئ وأُزيل.',
};
