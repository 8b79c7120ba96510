import type { firstRun as english } from '../en/firstRun.ts';
import type { ArabicOf } from '../keys.ts';

export const firstRun: ArabicOf<typeof english> = {
  welcome: 'أهلًا بك في هاتف',
  steps: 'الخطوات',
  stepLanguage: 'اللغة',
  stepStart: 'البداية',
  stepPractice: 'مقسم التدريب',
  stepConnect: 'نظام الهاتف',
  stepDone: 'أول مكالمة',
  howToStart: 'كيف تريد أن تبدأ؟',
  language: 'اللغة',
  start: 'البداية',
  practice: 'التجربة مع مقسم التدريب',
  practiceHint:
    'عملاء افتراضيون يتصلون بك بصوت حقيقي. لا يحتاج إلى نظام هاتف ولا إلى حساب، وهو جاهز خلال ثوانٍ.',
  connect: 'ربط نظام الهاتف الخاص بي',
  connectHint:
    'أي نظام SIP عبر مقبس ويب آمن: Asterisk أو FreeSWITCH أو Kamailio أو \u20663CX\u2069. تحتاج إلى عنوان ومستخدم وكلمة مرور.',
  practiceTitle: 'مقسم التدريب',
  practiceIntro: 'يعمل على هذا الجهاز وحده، ولا يخرج منه شيء.',
  practiceStarting: 'تشغيل المقسم',
  practiceRegistering: 'تسجيل خطك',
  practiceRegistered: 'خطك مسجّل',
  practiceCalling: 'عميل على وشك الاتصال بك',
  practiceAnswerHint: 'للرد اضغط A أو انقر «ردّ». استخدم سماعة رأس إن توفرت.',
  practiceFailed: 'لم يعمل مقسم التدريب.',
  tryAgain: 'حاول مجددًا',
  connectTitle: 'ربط نظام الهاتف',
  connectIntro: 'هذه البيانات الأربعة لدى مسؤول النظام. يمكنك تغييرها لاحقًا من الإعدادات، الخطوط.',
  connected: 'تم التسجيل. يمكنك الاتصال واستقبال المكالمات.',
  toDesk: 'إلى المكتب',
  skip: 'المتابعة دون خط',
};
