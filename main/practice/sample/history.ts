/** What happened with the people of the sample, and what they were promised. Times are told as days, hours and minutes ago. */
import type { Channel, FollowUp } from '../../../shared/people/types.ts';
import { STAFF, words } from './words.ts';
import type { Words } from './words.ts';

export interface DraftEntry {
  personId: string;
  channel: Channel;
  direction: 'inbound' | 'outbound' | 'none';
  at: number;
  subject: Words;
  detail: Words | null;
  by: Words | null;
  seconds: number | null;
  outcomeId: string | null;
}

export interface DraftFollowUp {
  personId: string;
  kind: FollowUp['kind'];
  what: Words;
  due: number;
  by: Words | null;
}

const MINUTE = 60_000;
const ago = (days: number, hours = 0, minutes = 0): number => -((days * 24 + hours) * 60 + minutes) * MINUTE;
const inTime = (hours: number, minutes = 0): number => (hours * 60 + minutes) * MINUTE;

type Way = 'in' | 'out';
type Told = [en: string, ar: string];

function entry(
  channel: Channel,
  way: Way | 'none',
  personId: string,
  at: number,
  subject: Told,
  detail: Told | null,
  by: Words | null,
  call: { seconds: number | null; outcomeId: string | null } = { seconds: null, outcomeId: null },
): DraftEntry {
  return {
    personId,
    channel,
    direction: way === 'none' ? 'none' : way === 'in' ? 'inbound' : 'outbound',
    at,
    subject: words(...subject),
    detail: detail === null ? null : words(...detail),
    by,
    ...call,
  };
}

/** A call that was answered, with its length as m:ss, or was not (null). */
function call(
  way: Way,
  personId: string,
  at: number,
  length: string | null,
  outcomeId: string | null,
  by: Words | null,
  subject: Told,
  detail: Told | null = null,
): DraftEntry {
  const [minutes, seconds] = (length ?? '').split(':').map(Number);
  const total = length === null ? null : (minutes ?? 0) * 60 + (seconds ?? 0);
  return entry('call', way, personId, at, subject, detail, by, { seconds: total, outcomeId });
}

const { tariq, hamad, dana, maha } = STAFF;

export const HISTORY: readonly DraftEntry[] = [
  call(
    'in',
    'layla',
    ago(3, 1, 20),
    '6:12',
    'complaint',
    maha,
    ['Asked where the technician was', 'سألت أين الفني'],
    [
      'The visit did not take place. Maha apologised and promised a credit note.',
      'لم تتم الزيارة. اعتذرت مها ووعدت بإشعار دائن.',
    ],
  ),
  entry(
    'email',
    'out',
    'layla',
    ago(3, 6, 35),
    ['Part ordered: start relay for compressor B', 'طُلبت القطعة: مرحّل بدء الضاغط B'],
    [
      'It leaves the warehouse tomorrow; the tracking number follows.',
      'تغادر المستودع غدًا، ورقم التتبع يتبع.',
    ],
    tariq,
  ),
  entry(
    'visit',
    'none',
    'layla',
    ago(13, 2, 10),
    ['Technician on site, 50 minutes', 'زيارة فني في الموقع، 50 دقيقة'],
    [
      'Alarm E4 reset. Gas pressure is normal, the relay is suspected.',
      'أُعيد ضبط الإنذار E4. ضغط الغاز سليم، والشك في المرحّل.',
    ],
    hamad,
  ),
  entry(
    'chat',
    'in',
    'layla',
    ago(14, 4, 5),
    ['Alarm E4 after a power cut', 'إنذار E4 بعد انقطاع الكهرباء'],
    ['“It has started again every ten minutes since the cut.”', '«يعيد التشغيل كل عشر دقائق منذ الانقطاع».'],
    maha,
  ),
  entry(
    'letter',
    'in',
    'layla',
    ago(21, 3),
    ['Service contract renewed, signed copy', 'تجديد عقد الصيانة، نسخة موقّعة'],
    ['Two years, response within four hours.', 'سنتان، والاستجابة خلال أربع ساعات.'],
    dana,
  ),
  call(
    'out',
    'layla',
    ago(26, 5, 40),
    '3:40',
    'information',
    dana,
    ['Before the renewal: content, nine out of ten', 'قبل التجديد: راضية، تسعة من عشرة'],
    ['She would like the invoices in Arabic as well.', 'تودّ أن تصلها الفواتير بالعربية أيضًا.'],
  ),
  call(
    'in',
    'layla',
    ago(66, 2, 55),
    '2:58',
    'solved',
    maha,
    ['Second key for the plant room', 'مفتاح ثانٍ لغرفة الآلات'],
    ['Sent by courier the next day.', 'أُرسل بالبريد السريع في اليوم التالي.'],
  ),

  call('in', 'georges', ago(1, 11, 30), null, null, null, ['Missed call at night', 'مكالمة فائتة ليلًا']),
  call(
    'out',
    'georges',
    ago(44, 9, 15),
    '4:05',
    'information',
    tariq,
    ['What to do when the alarm sounds at night', 'ما العمل إذا دوّى الإنذار ليلًا'],
    ['He has the emergency number and the door code now.', 'لديه الآن رقم الطوارئ ورمز الباب.'],
  ),
  entry(
    'note',
    'none',
    'georges',
    ago(44, 9),
    ['Works from 20:00 to 06:00 only', 'يعمل من 20:00 إلى 06:00 فقط'],
    null,
    tariq,
  ),

  entry(
    'email',
    'in',
    'rania',
    ago(5, 7, 10),
    ['Question on invoice 7741', 'سؤال عن الفاتورة 7741'],
    ['Two visits are charged, she knows of one.', 'حُسبت زيارتان، وهي تعلم بواحدة.'],
    null,
  ),
  call('out', 'rania', ago(40, 3, 25), '2:12', 'information', dana, [
    'New bank details confirmed by telephone',
    'تأكيد البيانات المصرفية الجديدة هاتفيًا',
  ]),
  entry(
    'letter',
    'out',
    'rania',
    ago(41),
    ['Notice of new bank details', 'إشعار بتغيير البيانات المصرفية'],
    null,
    dana,
  ),

  call(
    'in',
    'omar',
    ago(8, 2, 45),
    '1:31',
    'information',
    maha,
    ['Asked who services the ice machine', 'سأل من يصون ماكينة الثلج'],
    ['It is in the contract; a visit comes with the next round.', 'هي ضمن العقد، وتُزار في الجولة القادمة.'],
  ),
  call(
    'in',
    'sami',
    ago(58, 4),
    '3:20',
    'solved',
    maha,
    ['Copy of three invoices', 'نسخة من ثلاث فواتير'],
    ['Sent while we spoke.', 'أُرسلت أثناء المكالمة.'],
  ),

  call(
    'in',
    'khalid',
    ago(1, 3, 50),
    '4:31',
    'callback',
    maha,
    ['Maintenance invoice higher than agreed', 'فاتورة الصيانة أعلى من المتفق عليه'],
    [
      'He was on his way to a meeting and wants to be called back.',
      'كان في طريقه إلى اجتماع ويريد معاودة الاتصال به.',
    ],
  ),
  entry(
    'email',
    'out',
    'khalid',
    ago(6, 4, 30),
    ['Invoice 7812, maintenance of nine units', 'الفاتورة 7812، صيانة تسع وحدات'],
    null,
    dana,
  ),
  entry(
    'visit',
    'none',
    'khalid',
    ago(9, 1, 15),
    ['Half-year service at Olaya branch', 'صيانة نصف سنوية في فرع العليا'],
    ['Nine units, one door seal replaced.', 'تسع وحدات، واستُبدل عازل باب واحد.'],
    hamad,
  ),
  call(
    'out',
    'khalid',
    ago(33, 2),
    '5:05',
    'sale',
    dana,
    ['Extended the contract to the new branch', 'تمديد العقد ليشمل الفرع الجديد'],
    ['Starts with the opening in spring.', 'يبدأ مع الافتتاح في الربيع.'],
  ),

  call('out', 'yousef', ago(2, 5, 15), null, 'no-answer', dana, ['Renewal, no answer', 'تجديد العقد، لا رد']),
  entry(
    'message',
    'in',
    'yousef',
    ago(2, 4, 50),
    ['“In a meeting, please call later”', '«في اجتماع، اتصلوا لاحقًا من فضلكم»'],
    null,
    null,
  ),
  entry(
    'email',
    'out',
    'yousef',
    ago(7, 6),
    ['Contract ends at the end of the month', 'ينتهي العقد آخر الشهر'],
    ['Offer for two years attached.', 'عرض لسنتين في المرفق.'],
    dana,
  ),

  entry(
    'email',
    'in',
    'mona',
    ago(11, 3),
    ['Temperature records for the audit', 'سجلات الحرارة من أجل التدقيق'],
    null,
    null,
  ),
  entry(
    'email',
    'out',
    'mona',
    ago(11, 1, 20),
    ['Records of the last six months', 'سجلات الأشهر الستة الماضية'],
    null,
    tariq,
  ),

  call(
    'in',
    'huda',
    ago(2, 2, 5),
    '2:44',
    'information',
    hamad,
    ['Which day the technician comes', 'في أي يوم يأتي الفني'],
    ['Tuesday was offered, she will confirm it.', 'عُرض عليها الثلاثاء وستؤكده.'],
  ),
  entry(
    'visit',
    'none',
    'huda',
    ago(47, 1),
    ['New vaccine refrigerators installed', 'تركيب ثلاجات لقاحات جديدة'],
    ['Three units, alarms tested with the staff.', 'ثلاث وحدات، وجُرّبت الإنذارات مع الموظفين.'],
    hamad,
  ),
  entry('social', 'in', 'huda', ago(46), ['Thanked the team in public', 'شكرت الفريق علنًا'], null, null),

  call('in', 'suha', ago(0, 20, 10), null, null, null, ['Missed call', 'مكالمة فائتة']),
  call(
    'in',
    'suha',
    ago(1, 1, 30),
    '7:48',
    'complaint',
    maha,
    ['Waited three hours, nobody came', 'انتظرت ثلاث ساعات ولم يأتِ أحد'],
    [
      'Vaccines are at risk. She wants a call from someone in charge.',
      'اللقاحات في خطر. تريد اتصالًا من مسؤول.',
    ],
  ),
  entry(
    'email',
    'in',
    'suha',
    ago(18, 5),
    ['Temperature alarm at weekends', 'إنذار الحرارة في عطلة الأسبوع'],
    null,
    null,
  ),

  entry(
    'email',
    'out',
    'faisal',
    ago(4, 3),
    ['Account statement, third quarter', 'كشف حساب، الربع الثالث'],
    null,
    dana,
  ),
  call(
    'in',
    'faisal',
    ago(31, 2, 30),
    '1:55',
    'solved',
    maha,
    ['Order number missing on an invoice', 'رقم الطلب ناقص في فاتورة'],
    ['Corrected and sent again.', 'صُححت وأُعيد إرسالها.'],
  ),

  call(
    'in',
    'marcus',
    ago(6, 4),
    '7:20',
    'callback',
    dana,
    ['Two chillers, delivered before the end of the year', 'مبرّدان، يُسلّمان قبل نهاية العام'],
    ['He decides together with his brother.', 'يقرر مع أخيه.'],
  ),
  entry('email', 'out', 'marcus', ago(5, 23), ['Data sheets of both models', 'بيانات الطرازين'], null, dana),
  entry('fax', 'in', 'marcus', ago(90, 4), ['Signed frame agreement', 'الاتفاق الإطاري موقّعًا'], null, null),
  call(
    'out',
    'jonas',
    ago(15, 3, 40),
    '9:02',
    'solved',
    tariq,
    ['How to test the start relay', 'كيف يُفحص مرحّل البدء'],
    ['He sent a drawing afterwards.', 'أرسل رسمًا بعد ذلك.'],
  ),
  entry(
    'email',
    'in',
    'jonas',
    ago(15, 2, 15),
    ['Drawing of the relay board', 'رسم لوحة المرحّل'],
    null,
    null,
  ),

  call('out', 'ines', ago(0, 5, 10), null, 'no-answer', dana, [
    'Delivery 5502, no answer',
    'الشحنة 5502، لا رد',
  ]),
  entry(
    'email',
    'in',
    'ines',
    ago(1, 6, 20),
    ['Where is delivery 5502?', 'أين الشحنة 5502؟'],
    ['It should have been in Marseille on Monday.', 'كان يجب أن تصل مرسيليا يوم الاثنين.'],
    null,
  ),
  entry(
    'chat',
    'in',
    'ines',
    ago(37, 2),
    ['Change of the delivery address', 'تغيير عنوان التسليم'],
    null,
    maha,
  ),
  call(
    'in',
    'luc',
    ago(52, 6),
    '3:33',
    'solved',
    tariq,
    ['Door of the cold store does not close', 'باب المخزن المبرّد لا يغلق'],
    ['The heater of the frame had come loose.', 'كان سخان الإطار قد انفلت.'],
  ),

  call(
    'out',
    'anna',
    ago(4, 2, 20),
    '4:48',
    'callback',
    dana,
    ['A visit on Thursday morning', 'زيارة صباح الخميس'],
    ['She confirms the hour when the kitchen plan is ready.', 'تؤكد الساعة حين يجهز مخطط المطبخ.'],
  ),
  entry('email', 'in', 'anna', ago(4, 1), ['Plan of the new kitchen', 'مخطط المطبخ الجديد'], null, null),
  call('in', 'anna', ago(29, 3), '2:05', 'information', maha, [
    'Asked what the service contract covers',
    'سألت عما يغطيه عقد الصيانة',
  ]),
  entry(
    'letter',
    'in',
    'oliver',
    ago(35),
    ['Asks to be written to, not called', 'يطلب المراسلة بدل الاتصال'],
    null,
    null,
  ),
  entry('letter', 'out', 'oliver', ago(30), ['Offer for three kitchens', 'عرض لثلاثة مطابخ'], null, dana),

  call('out', 'nour', ago(16, 4, 25), '0:38', 'do-not-contact', dana, [
    'Does not want offers by telephone',
    'لا تريد عروضًا بالهاتف',
  ]),
  entry(
    'email',
    'in',
    'nour',
    ago(14, 2),
    ['Complaint about a late delivery', 'شكوى من تأخر التسليم'],
    ['Asks for an answer in writing.', 'تطلب ردًا مكتوبًا.'],
    null,
  ),
  call(
    'in',
    'samir',
    ago(10, 1, 45),
    '6:40',
    'sale',
    dana,
    ['Ordered two display counters', 'طلب طاولتي عرض'],
    ['Delivery with the next truck to Amman.', 'التسليم مع الشاحنة القادمة إلى عمّان.'],
  ),
  entry('visit', 'none', 'samir', ago(63, 2), ['Measured the new shop', 'قياس المتجر الجديد'], null, hamad),
  call(
    'in',
    'lina',
    ago(19, 5),
    '1:18',
    'escalated',
    maha,
    ['Counter loses water', 'طاولة العرض يتسرب منها الماء'],
    ['Passed to the workshop with pictures.', 'أُحيلت إلى الورشة مع صور.'],
  ),

  call(
    'in',
    'elias',
    ago(12, 6, 30),
    '3:57',
    'solved',
    tariq,
    ['Cooling of truck 14 fails on hills', 'تبريد الشاحنة 14 يتوقف في المرتفعات'],
    ['A setting, changed on the telephone.', 'إعداد غُيّر هاتفيًا.'],
  ),
  call(
    'out',
    'maryam',
    ago(3, 4),
    '5:22',
    'callback',
    dana,
    ['Frame contract for forty trucks', 'عقد إطاري لأربعين شاحنة'],
    ['Her lawyers read it this week.', 'يراجعه محاموها هذا الأسبوع.'],
  ),
  entry(
    'email',
    'out',
    'maryam',
    ago(3, 2, 30),
    ['Draft of the frame contract', 'مسودة العقد الإطاري'],
    null,
    dana,
  ),

  call(
    'in',
    'mira',
    ago(22, 3),
    '8:15',
    'solved',
    tariq,
    ['Wine cabinet hums', 'خزانة النبيذ تطنّ'],
    ['Feet adjusted together on the telephone.', 'ضُبطت الأرجل معًا عبر الهاتف.'],
  ),
  entry(
    'social',
    'in',
    'mira',
    ago(21, 8),
    ['Five stars and a kind word', 'خمس نجوم وكلمة طيبة'],
    null,
    null,
  ),
  entry(
    'chat',
    'in',
    'ahmed',
    ago(7, 7),
    ['Guarantee of a chest freezer', 'ضمان مجمّدة صندوقية'],
    ['Valid until next May.', 'سارٍ حتى مايو القادم.'],
    maha,
  ),
  call('in', 'ahmed', ago(7, 6), '2:26', 'information', maha, [
    'Where to have it repaired in Cairo',
    'أين تُصلح في القاهرة',
  ]),
  entry(
    'message',
    'out',
    'priya',
    ago(1, 8),
    ['Your refrigerator is ready to be collected', 'ثلاجتك جاهزة للاستلام'],
    null,
    hamad,
  ),
  call('in', 'priya', ago(9, 2), '1:47', 'information', maha, [
    'When the repair will be finished',
    'متى ينتهي الإصلاح',
  ]),
];

export const FOLLOW_UPS: readonly DraftFollowUp[] = [
  {
    personId: 'layla',
    kind: 'promise',
    what: words('Credit note for the missed visit', 'إشعار دائن عن الزيارة الفائتة'),
    due: inTime(2, 30),
    by: maha,
  },
  {
    personId: 'marcus',
    kind: 'callback',
    what: words('Price for two chillers', 'سعر مبرّدَين'),
    due: ago(0, 0, 25),
    by: dana,
  },
  {
    personId: 'suha',
    kind: 'callback',
    what: words('Call from someone in charge', 'اتصال من مسؤول'),
    due: inTime(0, 40),
    by: maha,
  },
  {
    personId: 'huda',
    kind: 'callback',
    what: words('Confirm the visit on Tuesday', 'تأكيد زيارة الثلاثاء'),
    due: inTime(1, 15),
    by: hamad,
  },
  {
    personId: 'ines',
    kind: 'callback',
    what: words('Delivery 5502, second try', 'الشحنة 5502، محاولة ثانية'),
    due: inTime(3),
    by: dana,
  },
  {
    personId: 'yousef',
    kind: 'callback',
    what: words('Renewal of the contract', 'تجديد العقد'),
    due: inTime(4, 10),
    by: dana,
  },
  {
    personId: 'khalid',
    kind: 'callback',
    what: words('Invoice 7812, explain the difference', 'الفاتورة 7812، توضيح الفرق'),
    due: inTime(21),
    by: maha,
  },
  {
    personId: 'nour',
    kind: 'email',
    what: words('Answer to the complaint, in writing', 'رد مكتوب على الشكوى'),
    due: inTime(26),
    by: dana,
  },
  {
    personId: 'rania',
    kind: 'task',
    what: words('Correct invoice 7741', 'تصحيح الفاتورة 7741'),
    due: inTime(28),
    by: dana,
  },
  {
    personId: 'maryam',
    kind: 'promise',
    what: words('Final version of the frame contract', 'النسخة النهائية من العقد الإطاري'),
    due: inTime(52),
    by: dana,
  },
];
