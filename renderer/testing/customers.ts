/** Whom the practice exchange offers in the states. */
export const customers = [
  {
    id: 'patient',
    number: '+966505550142',
    name: { en: 'Layla Haddad', ar: 'ليلى حداد' },
    behaviour: {
      en: 'Patient and organised. Stays on the line, answers your questions and thanks you in the end.',
      ar: 'صبورة ومنظمة. تبقى على الخط وتجيب عن أسئلتك وتشكرك في النهاية.',
    },
  },
  {
    id: 'hasty',
    number: '1002',
    name: { en: 'Marcus Weber', ar: 'ماركوس فيبر' },
    behaviour: { en: 'Hangs up after a few seconds', ar: 'ينهي المكالمة بعد ثوانٍ' },
  },
  {
    id: 'digits',
    number: '1003',
    name: { en: 'Ines Moreau', ar: 'إيناس مورو' },
    behaviour: { en: 'Sends you digits', ar: 'ترسل إليك أرقامًا' },
  },
  {
    id: 'holds',
    number: '1004',
    name: { en: 'Yousef Mansour', ar: 'يوسف منصور' },
    behaviour: { en: 'Puts you on hold and comes back', ar: 'يضعك على الانتظار ثم يعود' },
  },
  {
    id: 'arabic',
    number: '1005',
    name: { en: 'Huda Al-Sabah', ar: 'هدى الصباح' },
    behaviour: { en: 'Speaks Arabic', ar: 'تتحدث العربية' },
  },
  {
    id: 'never',
    number: '1006',
    name: { en: 'Georges Haddad', ar: 'جورج حداد' },
    behaviour: { en: 'Never answers', ar: 'لا يردّ أبدًا' },
  },
];
