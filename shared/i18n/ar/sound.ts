import type { sound as englishSound, soundWas as englishWas } from '../en/sound.ts';
import type { ArabicOf } from '../keys.ts';

export const soundWas: ArabicOf<typeof englishWas> = {
  clear: 'كان الصوت واضحًا في الاتجاهين',
  cannotHearYou: 'لم يسمعوك: لم يُرسل شيء',
  microphoneSilent: 'لم يصدر عن ميكروفونك صوت',
  cannotHearThem: 'لم تسمعهم: لم يصل شيء',
  losing: 'فقدت الشبكة \u2066{{loss}}%\u2069 من صوتهم',
  delayed: 'كان التأخير طويلًا: {{roundTrip}} مللي ثانية ذهابًا وإيابًا',
  unsteady: 'كانت الشبكة غير مستقرة',
  recovering: 'اضطر هاتف إلى استعادة الصوت',
  lost: 'انقطع الصوت',
};

export const sound: ArabicOf<typeof englishSound> = {
  score: 'الصوت {{score}}',
  figures:
    'الدرجة المقدّرة {{score}} من 4.5 (أدناها {{worst}}). الفاقد \u2066{{loss}}%\u2069 (أسوؤه \u2066{{worstLoss}}%\u2069)',
  jitter: 'التذبذب {{ms}} مللي ثانية (أسوؤه {{worst}})',
  roundTrip: 'الذهاب والإياب {{ms}} مللي ثانية (أسوؤه {{worst}})',
};
