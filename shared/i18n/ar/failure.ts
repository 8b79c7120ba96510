import type { error as englishError, notice as englishNotice } from '../en/failure.ts';
import type { ArabicOf } from '../keys.ts';

export const error: ArabicOf<typeof englishError> = {
  forbidden: 'لا يُسمح لهذه النافذة بذلك.',
  badInput: 'تعذّرت قراءة ما أُدخل.',
  notFound: 'لم يعد هذا موجودًا.',
  wrongState: 'تغيّرت حالة المكالمة ولم يُعدَّل شيء.',
  noLine: 'لا يوجد خط مسجّل للاتصال. راجع الإعدادات، الخطوط.',
  badNumber: 'لا يمكن الاتصال بهذا الرقم. تحقق منه.',
  microphoneMissing: 'لا يوجد ميكروفون. وصّل واحدًا وحاول مجددًا.',
  microphoneDenied: 'الميكروفون غير مسموح به. اسمح به لهاتف في إعدادات الخصوصية في نظامك.',
  microphoneBusy: 'الميكروفون يستخدمه برنامج آخر. أغلقه وحاول مجددًا.',
  mediaGone: 'يُعاد تشغيل الصوت. حاول بعد لحظة.',
  tooManyCalls: 'الخطان مشغولان. أنهِ مكالمة أو أتمّها أولًا.',
  storeUnavailable: 'تعذّر الوصول إلى جهات الاتصال والسجل الآن.',
  nameTaken: 'هذا الاسم مستخدَم بالفعل.',
  changedMeanwhile: 'غيّر شخص آخر هذه البيانات في هذه الأثناء: انظر إليها كما هي الآن ثم عدّلها من جديد.',
  tooLate: 'فات وقت التراجع: انقضت الثواني العشر.',
  practiceFailed: 'لم يعمل مقسم التدريب. حاول مجددًا.',
  internal: 'حدث خلل داخل هاتف. حاول مجددًا.',
};

export const notice: ArabicOf<typeof englishNotice> = {
  microphoneReplaced: 'فُصل {{lost}} ويُستخدم {{replacedBy}} الآن.',
  microphoneLost: 'فُصل {{lost}} ولم يُعثر على ميكروفون آخر.',
  microphoneBack: 'عاد {{device}} ويُستخدم من جديد.',
  deviceGone: 'فُصل {{device}} ويُستخدم الافتراضي في النظام.',
  mediaRestarted: 'أُعيد تشغيل الصوت ومكالمتك مستمرة.',
  lineBack: 'عاد الخط {{line}} مسجّلًا.',
  interrupted_zero: 'لم تنقطع أي مكالمة.',
  interrupted_one: 'انقطعت مكالمة واحدة عند إغلاق هاتف آخر مرة، وملاحظاتها محفوظة.',
  interrupted_two: 'انقطعت مكالمتان عند إغلاق هاتف آخر مرة، وملاحظاتهما محفوظة.',
  interrupted_few: 'انقطعت {{count}} مكالمات عند إغلاق هاتف آخر مرة، وملاحظاتها محفوظة.',
  interrupted_many: 'انقطعت {{count}} مكالمة عند إغلاق هاتف آخر مرة، وملاحظاتها محفوظة.',
  interrupted_other: 'انقطعت {{count}} مكالمة عند إغلاق هاتف آخر مرة، وملاحظاتها محفوظة.',
  holdFailed: 'لم يقبل نظام الهاتف التعليق. يبقى الميكروفون مغلقًا.',
  resumeFailed: 'لم يقبل نظام الهاتف الاستئناف. حاول مجددًا.',
  digitsFailed: 'تعذّر إرسال الأرقام.',
  storeRestored: 'كان ملف البيانات تالفًا واستُعيد من آخر نسخة احتياطية.',
  sampleRemoved: 'أُزيلت البيانات التجريبية.',
  settingsReset: 'تعذّرت قراءة الإعدادات فأُعيدت إلى الأصل.',
  practiceStopped: 'توقف مقسم التدريب.',
};
