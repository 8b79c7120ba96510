/** The texts that every new store begins with. */
import type { TextTemplate } from './types.ts';

export const standardTemplates: readonly TextTemplate[] = [
  {
    id: 'standard.summary',
    kind: 'email',
    name: { en: 'Summary of our call', ar: 'ملخّص مكالمتنا' },
    subject: { en: 'Our call of {{ call.date }}', ar: 'مكالمتنا بتاريخ {{ call.date }}' },
    body: {
      en: `Dear {{ contact.name | default: "customer" }},

Thank you for your call. This is what we noted:

{{ call.note }}
{% if callback.when != "" %}
We will call you back on {{ callback.when }}.
{% endif %}
Kind regards
{{ agent.name }}`,
      ar: `{% if contact.name != "" %}السيد/ة {{ contact.name }}،{% else %}عميلنا الكريم،{% endif %}

شكرًا لاتصالكم. هذا ما دوّنّاه:

{{ call.note }}
{% if callback.when != "" %}
سنعاود الاتصال بكم يوم {{ callback.when }}.
{% endif %}
مع أطيب التحيات
{{ agent.name }}`,
    },
    order: 0,
  },
  {
    id: 'standard.missed-you',
    kind: 'email',
    name: { en: 'We tried to reach you', ar: 'حاولنا الوصول إليكم' },
    subject: { en: 'We tried to reach you', ar: 'حاولنا الاتصال بكم' },
    body: {
      en: `Dear {{ contact.name | default: "customer" }},

We tried to call you at {{ call.number }} and could not reach you.{% if callback.when != "" %} We will try again on {{ callback.when }}.{% endif %}

Kind regards
{{ agent.name }}`,
      ar: `{% if contact.name != "" %}السيد/ة {{ contact.name }}،{% else %}عميلنا الكريم،{% endif %}

حاولنا الاتصال بكم على الرقم {{ call.number }} ولم نتمكّن من الوصول إليكم.{% if callback.when != "" %} سنحاول مجددًا يوم {{ callback.when }}.{% endif %}

مع أطيب التحيات
{{ agent.name }}`,
    },
    order: 1,
  },
  {
    id: 'standard.short',
    kind: 'message',
    name: { en: 'Callback confirmed', ar: 'تأكيد معاودة الاتصال' },
    subject: { en: '', ar: '' },
    body: {
      en: `{% if callback.when != "" %}We will call you back on {{ callback.when }}.{% else %}Thank you for your call.{% endif %} {{ agent.name }}`,
      ar: `{% if callback.when != "" %}سنعاود الاتصال بكم يوم {{ callback.when }}.{% else %}شكرًا لاتصالكم.{% endif %} {{ agent.name }}`,
    },
    order: 2,
  },
  {
    id: 'standard.survey',
    kind: 'email',
    name: { en: 'How was our call?', ar: 'كيف كانت مكالمتنا؟' },
    subject: { en: 'How was our call of {{ call.date }}?', ar: 'كيف كانت مكالمتنا بتاريخ {{ call.date }}؟' },
    body: {
      en: `Dear {{ contact.name | default: "customer" }},

Thank you for your call. {% if survey.link != "" %}Would you rate it? It takes one click:

{{ survey.link }}{% else %}Would you rate it from 1 to 5? A number in reply is enough (call {{ survey.code }}).{% endif %}

Kind regards
{{ agent.name }}`,
      ar: `{% if contact.name != "" %}السيد/ة {{ contact.name }}،{% else %}عميلنا الكريم،{% endif %}

شكرًا لاتصالكم. {% if survey.link != "" %}هل تقيّمونها؟ نقرة واحدة تكفي:

{{ survey.link }}{% else %}هل تقيّمونها من 1 إلى 5؟ يكفي رقم في الردّ (المكالمة {{ survey.code }}).{% endif %}

مع أطيب التحيات
{{ agent.name }}`,
    },
    order: 3,
  },
];
