import type { reach as englishReach, reachKey as englishKey } from '../en/reach.ts';
import type { ArabicOf } from '../keys.ts';

export const reach: ArabicOf<typeof englishReach> = {
  links: 'روابط الهاتف',
  linksOn: 'روابط \u2066tel:\u2069 و\u2066sip:\u2069 و\u2066callto:\u2069 على هذا الجهاز تفتح هاتف',
  linksHint: 'يُظهر الرابط رقمه في حقل الاتصال، ولا يُتصل بشيء حتى تضغط \u2066Enter\u2069.',
  linksElsewhere: 'ما زال النظام يرسل هذه الروابط إلى برنامج آخر. اختر هاتف في إعداداته.',
  keys: 'مفاتيح تعمل في كل البرامج',
  keysHint:
    'لا يعمل أي منها حتى تختاره. اضغط المفاتيح معًا في الحقل: \u2066Control\u2069 أو \u2066Alt\u2069 أو \u2066Command\u2069 ومفتاحًا آخر.',
  press: 'اضغط المفاتيح',
  none: 'لم يُختر',
  clear: 'مسح',
  taken: 'يستخدم برنامج آخر هذه المفاتيح. اختر غيرها.',
  badKeys: 'استخدم \u2066Control\u2069 أو \u2066Alt\u2069 أو \u2066Command\u2069 ومفتاحًا آخر.',
  nothingToDial: 'المحدَّد أو المنسوخ ليس رقمًا يمكن الاتصال به.',
  api: 'الواجهة البرمجية المحلية',
  apiOn: 'يمكن لبرامج هذا الجهاز الاتصال والرد والإنهاء والتعليق ومعرفة المكالمات',
  apiHint: 'عبر HTTP وWebSocket على \u2066127.0.0.1\u2069 وحده، لمن لديه الرمز. وفي المساعدة بيان ذلك.',
  port: 'المنفذ',
  portTaken: 'يستخدم برنامج آخر هذا المنفذ. اختر غيره.',
  token: 'الرمز',
  newToken: 'إنشاء رمز',
  newTokenAgain: 'إنشاء رمز آخر',
  tokenOnce: 'انسخه الآن فلن يظهر مرة أخرى. الرمز السابق لم يعد صالحًا.',
  noToken: 'لا رمز بعد، فلا يُسمح لأحد بالدخول.',
  headsets: 'تعمل أزرار {{names}}: الرد والإنهاء والكتم والتعليق.',
  noHeadset: 'لا سماعة رأس ذات أزرار موصولة؛ يعمل الصوت بدونها.',
  tokenThere: 'أُنشئ رمز، ولا تُحفظ إلا بصمته.',
};

export const reachKey: ArabicOf<typeof englishKey> = {
  answer: 'الرد',
  hangUp: 'الإنهاء أو الرفض',
  mute: 'كتم الصوت وإلغاؤه',
  hold: 'التعليق والاستئناف',
  dial: 'إظهار المحدَّد أو المنسوخ رقمًا للاتصال',
};
