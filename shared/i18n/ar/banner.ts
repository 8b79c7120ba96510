import type { banner as english } from '../en/banner.ts';
import type { ArabicOf } from '../keys.ts';

export const banner: ArabicOf<typeof english> = {
  noLine: 'لا يوجد خط مسجّل',
  noLineNext: 'المحاولة التالية بعد {{time}}',
  noLineTrying: 'جارية محاولة الآن',
  noLineSetUp: 'لم يُضبط أي خط بعد: لا يمكن الاتصال بك.',
  noLineCallGoesOn: 'مكالمتك مستمرة: صوتها يمرّ بطريق آخر.',
  addLine: 'إضافة خط',
  startPractice: 'بدء التدريب',
  tryNow: 'حاول الآن',
  lineSettings: 'إعدادات الخط',
  storeNewer: 'بياناتك كتبها إصدار أحدث من هاتف',
  storeNewerMore: 'ثبّت ذلك الإصدار لتراها. المكالمات تعمل في هذه الأثناء لكن لا شيء يُحفظ.',
  storeCorrupt: 'ملف جهات الاتصال والسجل تالف',
  storeCorruptMore:
    'المكالمات تعمل في هذه الأثناء. لا يُحفظ ما تفعله الآن إلا إذا بدأت بملف فارغ قبل إغلاق هاتف.',
  storeLocked: 'تعذّر فتح قفل ملف جهات الاتصال والسجل',
  storeLockedMore:
    'مفتاحه ليس في سلسلة مفاتيح هذا الحاسوب. المكالمات تعمل في هذه الأثناء. لا يُحفظ ما تفعله الآن إلا إذا بدأت بملف فارغ.',
  storeMemory: 'لا تُحفظ جهات الاتصال والسجل الآن',
  storeMemoryMore: 'تعذّر استخدام الملف. المكالمات تعمل، لكن ما تكتبه يضيع عند إغلاق هاتف.',
  startFresh: 'البدء بملف فارغ',
  startFreshHint: 'يُوضع الملف القديم جانبًا ولا يُحذف.',
  startFreshAsk: 'هل تريد البدء بملف فارغ؟ يُوضع القديم بجانبه ولا يُحذف.',
  mediaRecovering: 'تجري استعادة الصوت',
  mediaRecoveringMore: 'المكالمة ما زالت قائمة. انتظر لحظة ولا تنهها.',
  mediaLost: 'انقطع الصوت',
  mediaLostMore: 'المكالمة ما زالت قائمة، ويحاول هاتف إعادة الصوت.',
  microphoneMissing: 'لا يوجد ميكروفون',
  microphoneMissingMore: 'وصّل ميكروفونًا وسيُستخدم فورًا.',
  microphoneDenied: 'الميكروفون غير مسموح به',
  microphoneDeniedMore: 'اسمح به لهاتف في إعدادات الخصوصية في نظامك، ثم اتصل مجددًا.',
  microphoneBusy: 'الميكروفون يستخدمه برنامج آخر',
  microphoneBusyMore: 'أغلق ذلك البرنامج أو اختر ميكروفونًا آخر.',
  soundSettings: 'إعدادات الصوت',
};
