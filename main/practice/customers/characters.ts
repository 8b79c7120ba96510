/** The customers: who they are, what they say, and how they behave. Everyone in here is made up. */
import { character } from './character.ts';
import type { Character } from './character.ts';
import type { Step } from './scene.ts';

const listen = (seconds: number): Step => ({ do: 'listen', seconds });
const wait = (seconds: number): Step => ({ do: 'wait', seconds });
const hangUp: Step = { do: 'hangUp' };

const LAYLA = character({
  id: 'layla',
  number: '+966505550142',
  name: { en: 'Layla Haddad', ar: 'ليلى حداد' },
  behaviour: {
    en: 'Patient and organised. Stays on the line for as long as you like.',
    ar: 'صبورة ومنظّمة، وتبقى على الخط ما شئت.',
  },
  whenCalled: { do: 'answer', afterSeconds: 3 },
  patience: 60,
  voice: { name: 'en-gb+f2', pitch: 52, speed: 150 },
  lines: {
    hello: 'Hello, this is Layla Haddad from Cedar Bay Hotels in Jeddah.',
    fault:
      'I am calling about cold room two. Since this morning it shows alarm E 4, and it is getting warmer.',
    reading: 'The display says minus four degrees now. Last night it was minus eighteen.',
    stock: 'We keep fish and dairy in there, and tonight we have a dinner for two hundred guests.',
    loan: 'If the part does not arrive by four o’clock, could you send us the loan unit?',
    credit:
      'One more thing. Last week I was promised a credit note for the missed visit. I have not seen it yet.',
    thanks: 'Thank you, that helps. Please take your time, I am in no hurry.',
    here: 'Yes, I am still here.',
  },
  steps: say => [
    say('hello'),
    listen(3),
    say('fault'),
    listen(8),
    say('reading'),
    listen(8),
    say('stock'),
    listen(8),
    say('loan'),
    listen(10),
    say('credit'),
    listen(10),
    say('thanks'),
    listen(20),
    say('here'),
    { do: 'again', from: 13 },
  ],
});

const KHALID = character({
  id: 'khalid',
  number: '+966505550128',
  name: { en: 'Khalid Al-Otaibi', ar: 'خالد العتيبي' },
  behaviour: {
    en: 'Speaks Arabic, has no time now and wants to be called back tomorrow.',
    ar: 'يتحدث العربية، وقته ضيق الآن ويريد أن تعاود الاتصال به غدًا.',
  },
  whenCalled: { do: 'answer', afterSeconds: 4 },
  patience: 40,
  voice: { name: 'ar+m3', pitch: 38, speed: 150 },
  lines: {
    hello: 'السَّلامُ عَلَيْكُم، مَعَكَ خالِد العُتَيْبي مِن أَسْواق دانَة.',
    invoice: 'فاتورَةُ الصِّيانَةِ لِهذا الشَّهْرِ أَعْلى مِن المُتَّفَقِ عَلَيْه.',
    number: 'رَقْمُ الفاتورَةِ سَبْعَةُ آلاف وَثَمانِ مِئَة وَاثْنا عَشَر.',
    meeting: 'أَنا الآنَ في اجْتِماع. هَل يُمْكِنُكُم الاتِّصالُ بي غَداً صَباحاً عِنْدَ العاشِرَة؟',
    bye: 'شُكْراً لَكُم، سَأَنْتَظِرُ اتِّصالَكُم. مَعَ السَّلامَة.',
  },
  steps: say => [
    say('hello'),
    listen(5),
    say('invoice'),
    listen(6),
    say('number'),
    listen(8),
    say('meeting'),
    listen(12),
    say('bye'),
    wait(1),
    hangUp,
  ],
});

const MARCUS = character({
  id: 'marcus',
  number: '+493055500117',
  name: { en: 'Marcus Weber', ar: 'ماركوس فيبر' },
  behaviour: {
    en: 'In a hurry: asks one question and hangs up, whether he has his answer or not.',
    ar: 'مستعجل: يسأل سؤالًا واحدًا ثم يغلق الخط، سواء أُجيب أم لا.',
  },
  whenCalled: { do: 'answer', afterSeconds: 1 },
  patience: 15,
  voice: { name: 'en-us+m3', pitch: 35, speed: 175 },
  lines: {
    hello: 'Weber, Berlin. I have one minute.',
    price: 'What is your best price for two chillers, delivered before Christmas?',
    bye: 'I am sorry, I have to go. Send it to me by mail.',
  },
  steps: say => [say('hello'), wait(1), say('price'), listen(5), say('bye'), hangUp],
});

const INES = character({
  id: 'ines',
  number: '+33199001842',
  name: { en: 'Ines Moreau', ar: 'إيناس مورو' },
  behaviour: {
    en: 'Puts you on hold with music to look something up, and comes back.',
    ar: 'تضعك على الانتظار مع موسيقى لتبحث عن شيء، ثم تعود إليك.',
  },
  whenCalled: { do: 'answer', afterSeconds: 3 },
  patience: 30,
  voice: { name: 'en-gb+f4', pitch: 60, speed: 155 },
  lines: {
    hello: 'Good morning, Ines Moreau, Fermes du Sud.',
    moment: 'Just a moment please, I have to look for the delivery number. Do not hang up.',
    back: 'Here I am again, thank you for waiting.',
    delivery: 'It is delivery five five zero two. It should have been here on Monday.',
    when: 'When will it be here?',
    mail: 'Good. Please send me the new time by mail. Thank you, goodbye.',
  },
  steps: say => [
    say('hello'),
    listen(4),
    say('moment'),
    { do: 'hold' },
    wait(10),
    { do: 'resume' },
    say('back'),
    say('delivery'),
    listen(6),
    say('when'),
    listen(10),
    say('mail'),
    wait(1),
    hangUp,
  ],
});

const OMAR = character({
  id: 'omar',
  number: '+966125550100',
  name: { en: 'Omar Saleh', ar: 'عمر صالح' },
  behaviour: {
    en: 'Sits at the reception and transfers you to his colleague Rania Khoury.',
    ar: 'يعمل في الاستقبال ويحوّلك إلى زميلته رانيا خوري.',
  },
  whenCalled: { do: 'answer', afterSeconds: 2 },
  patience: 40,
  voice: { name: 'en-gb+m1', pitch: 45, speed: 150 },
  lines: {
    hello: 'Good day, Cedar Bay Hotels, Omar Saleh at the reception.',
    invoice: 'It is about an invoice. My colleague in finance knows more, I will put you through to her.',
    failed: 'That did not work. I will ask her to call you. Thank you, goodbye.',
  },
  steps: say => [
    say('hello'),
    listen(4),
    say('invoice'),
    { do: 'transfer', to: '+966125550107' },
    say('failed'),
    wait(1),
    hangUp,
  ],
});

const RANIA = character({
  id: 'rania',
  number: '+966125550107',
  name: { en: 'Rania Khoury', ar: 'رانيا خوري' },
  behaviour: {
    en: 'Has a precise question about an invoice and waits for a precise answer.',
    ar: 'لديها سؤال دقيق عن فاتورة وتنتظر جوابًا دقيقًا.',
  },
  whenCalled: { do: 'answer', afterSeconds: 3 },
  patience: 40,
  voice: { name: 'en-us+f3', pitch: 50, speed: 150 },
  lines: {
    hello: 'Finance, Rania Khoury speaking.',
    invoice: 'On invoice seven seven four one you charged two visits, but there was only one.',
    month: 'Can you correct it before the end of the month?',
    bye: 'Thank you, that is all I needed. Goodbye.',
  },
  steps: say => [
    say('hello'),
    listen(5),
    say('invoice'),
    listen(12),
    say('month'),
    listen(12),
    say('bye'),
    wait(1),
    hangUp,
  ],
});

const ANNA = character({
  id: 'anna',
  number: '+442079460120',
  name: { en: 'Anna de Vries', ar: 'آنا دي فريس' },
  behaviour: {
    en: 'Types her customer number on the keys: you hear and see the tones.',
    ar: 'تُدخل رقم العميل من لوحة المفاتيح: تسمع النغمات وتراها.',
  },
  whenCalled: { do: 'answer', afterSeconds: 3 },
  patience: 30,
  voice: { name: 'en-gb-x-rp+f1', pitch: 55, speed: 150 },
  lines: {
    hello: 'Hello, Anna de Vries speaking.',
    typing: 'I was asked for my customer number. I will type it now.',
    got: 'Did you get it?',
    visit: 'It is about our service contract. Can an engineer come on Thursday morning?',
    bye: 'Thursday at nine is fine. Thank you, goodbye.',
  },
  steps: say => [
    say('hello'),
    listen(3),
    say('typing'),
    { do: 'keys', keys: '472901#' },
    say('got'),
    listen(6),
    say('visit'),
    listen(10),
    say('bye'),
    wait(1),
    hangUp,
  ],
});

const YOUSEF = character({
  id: 'yousef',
  number: '+971505550164',
  name: { en: 'Yousef Mansour', ar: 'يوسف منصور' },
  behaviour: {
    en: 'Never answers when you call. Calls himself about his contract, in Arabic.',
    ar: 'لا يرد أبدًا حين تتصل به. ويتصل هو بشأن عقده، بالعربية.',
  },
  whenCalled: { do: 'ring', forSeconds: 45 },
  patience: 30,
  voice: { name: 'ar+m1', pitch: 48, speed: 150 },
  lines: {
    hello: 'مَرْحَباً، يوسُف مَنْصور مَعَك.',
    contract: 'يَنْتَهي عَقْدُ الصِّيانَةِ آخِرَ هذا الشَّهْر، وَأُريدُ تَجْديدَه.',
    price: 'كَم يُكَلِّفُ التَّجْديدُ لِسَنَتَيْن؟',
    bye: 'حَسَناً، أَرْسِلوا العَرْضَ بِالبَريد. شُكْراً، مَعَ السَّلامَة.',
  },
  steps: say => [
    say('hello'),
    listen(4),
    say('contract'),
    listen(8),
    say('price'),
    listen(10),
    say('bye'),
    wait(1),
    hangUp,
  ],
});

const HUDA = character({
  id: 'huda',
  number: '+96555500183',
  name: { en: 'Huda Al-Sabah', ar: 'هدى الصباح' },
  behaviour: {
    en: 'Always busy when you call. Calls herself to confirm a visit, in Arabic.',
    ar: 'خطها مشغول دائمًا حين تتصل بها. وتتصل هي لتأكيد زيارة، بالعربية.',
  },
  whenCalled: { do: 'refuse', status: 486, reason: 'Busy Here', afterSeconds: 0 },
  patience: 30,
  voice: { name: 'ar+f2', pitch: 58, speed: 150 },
  lines: {
    hello: 'أَهْلاً، هُدى الصَّباح مِن عِياداتِ النّور.',
    visit: 'أَوَدُّ تَأْكيدَ زِيارَةِ يَوْمِ الثُّلاثاء.',
    noon: 'هَل يَأْتي الفَنِّيُّ قَبْلَ الظُّهْر؟',
    bye: 'مُمْتاز، نَحْنُ في انْتِظارِه. شُكْراً جَزيلاً.',
  },
  steps: say => [
    say('hello'),
    listen(4),
    say('visit'),
    listen(8),
    say('noon'),
    listen(8),
    say('bye'),
    wait(1),
    hangUp,
  ],
});

const NOUR = character({
  id: 'nour',
  number: '+96265550149',
  name: { en: 'Nour Aziz', ar: 'نور عزيز' },
  behaviour: {
    en: 'Declines every call from you. Calls herself to ask about a complaint.',
    ar: 'ترفض كل اتصال منك. وتتصل هي لتسأل عن شكواها.',
  },
  whenCalled: { do: 'refuse', status: 603, reason: 'Decline', afterSeconds: 4 },
  patience: 20,
  voice: { name: 'en-us+f2', pitch: 46, speed: 160 },
  lines: {
    hello: 'This is Nour Aziz. I have asked you not to call me with offers.',
    complaint: 'I sent you a complaint two weeks ago. What became of it?',
    list: 'And please take me off your calling list.',
    bye: 'Good. I hope this was the last time. Goodbye.',
  },
  steps: say => [
    say('hello'),
    listen(5),
    say('complaint'),
    listen(10),
    say('list'),
    listen(8),
    say('bye'),
    wait(1),
    hangUp,
  ],
});

const GEORGES = character({
  id: 'georges',
  number: '+966505550149',
  name: { en: 'Georges Haddad', ar: 'جورج حداد' },
  behaviour: {
    en: 'Gives up after a few rings, so that you have a missed call to return. Talks at length.',
    ar: 'يغلق بعد رنّات قليلة فتبقى لك مكالمة فائتة تعاودها. ويطيل الكلام.',
  },
  whenCalled: { do: 'answer', afterSeconds: 5 },
  patience: 7,
  voice: { name: 'en-gb+m7', pitch: 40, speed: 145 },
  lines: {
    hello: 'Georges Haddad, night duty at the Corniche.',
    noise: 'I heard a noise from the compressor at three, and again at half past four, like a coin in a tin.',
    rounds:
      'I walked around the building twice. The lights were on, the fans were running, the door was shut.',
    ice: 'And there is ice on the pipe behind it. I took a picture, but I do not know where to send it.',
    bye: 'I will send it to that address then. Have a quiet night.',
  },
  steps: say => [
    say('hello'),
    wait(1),
    say('noise'),
    wait(1),
    say('rounds'),
    wait(1),
    say('ice'),
    listen(12),
    say('bye'),
    wait(1),
    hangUp,
  ],
});

const SUHA = character({
  id: 'suha',
  number: '+96555500147',
  name: { en: 'Dr Suha Haddad', ar: 'د. سهى حداد' },
  behaviour: {
    en: 'Upset, in Arabic: nobody came yesterday, and she wants to speak to someone in charge.',
    ar: 'مستاءة: لم يأتِ أحد بالأمس، وتريد التحدث إلى مسؤول.',
  },
  whenCalled: { do: 'answer', afterSeconds: 2 },
  patience: 25,
  voice: { name: 'ar+f4', pitch: 50, speed: 165 },
  lines: {
    hello: 'مَعَكَ الدُّكْتورَة سُهى حَدّاد، وَأَنا مُسْتاءَةٌ جِدّاً.',
    waited: 'انْتَظَرْتُ الفَنِّيَّ ثَلاثَ ساعاتٍ أَمْسِ، وَلَم يَأْتِ أَحَد.',
    vaccines: 'اللَّقاحاتُ في الثَّلّاجَةِ قَد تَتْلَف.',
    manager: 'أُريدُ التَّحَدُّثَ إِلى المَسْؤول.',
    when: 'مَتى سَيُحَلُّ هذا؟',
    bye: 'حَسَناً، سَأَنْتَظِر. وَلكِن هذِهِ آخِرُ مَرَّة.',
  },
  steps: say => [
    say('hello'),
    wait(1),
    say('waited'),
    listen(5),
    say('vaccines'),
    listen(6),
    say('manager'),
    listen(8),
    say('when'),
    listen(10),
    say('bye'),
    wait(1),
    hangUp,
  ],
});

/** In the order in which they call. */
export const CHARACTERS: readonly Character[] = [
  LAYLA,
  KHALID,
  INES,
  ANNA,
  MARCUS,
  OMAR,
  SUHA,
  RANIA,
  HUDA,
  GEORGES,
  YOUSEF,
  NOUR,
];
