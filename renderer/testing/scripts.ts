/** A script as it stands beside Layla's call. */
import type { OpenScript, ScriptFigures, ScriptSummary } from '../../shared/ipc/contract.ts';
import { parseScript } from '../../shared/script/parse.ts';
import { beginRun, reduceRun } from '../../shared/script/run.ts';
import type { CallScript } from '../../shared/script/run-state.ts';
import { noon, type Tongue } from './people.ts';

export const coolingFault = `Script: cooling-fault
Title: Cooling fault
Title [ar]: عطل تبريد
Languages: en, ar
When: start
Direction: inbound
Queue: Service

Step: greeting
Title: Greeting
Title [ar]: الترحيب
Say: Masar Cooling, {{ agent.name }} speaking. How can I help, {{ caller.first_name }}?
Say [ar]: مسار للتبريد، معك {{ agent.name }}. كيف أساعدك يا {{ caller.first_name }}؟
Ask: reason as choice
Question: What is it about?
Question [ar]: ما موضوع المكالمة؟
Answer fault: A unit has failed -> site
Answer fault [ar]: وحدة متعطّلة
Answer other: Something else -> close
Answer other [ar]: أمر آخر

Step: site
Title: Site and unit
Title [ar]: الموقع والوحدة
Say: Which unit is it?
Say [ar]: أي وحدة هي؟
Ask: unit as text
Question: Unit
Question [ar]: الوحدة
Next: display

Step: display
Title: What the display shows
Title [ar]: ما تعرضه الشاشة
Say: I see the alarm on cold room 2, {{ caller.first_name }}. What does the display show now?
Say [ar]: أرى إنذار غرفة التبريد 2 يا {{ caller.first_name }}. ماذا تعرض الشاشة الآن؟
Note: Food is at risk above −5 °C: offer the loan unit before anything else.
Note [ar]: الأغذية معرّضة للتلف فوق −5 °م: اعرض الوحدة البديلة قبل أي شيء آخر.
Ask: display as choice
Question: On the display
Question [ar]: على الشاشة
Answer warm: Warmer than −5 °C -> urgent
Answer warm [ar]: أدفأ من −5 °م
Answer mild: −5 to −15 °C -> close
Answer mild [ar]: بين −5 و−15 °م
Answer cold: Colder than −15 °C -> close
Answer cold [ar]: أبرد من −15 °م
Answer away: Not at the unit -> close
Answer away [ar]: ليس عند الوحدة
Action: open case Cooling fault

Step: urgent
Title: Loan unit
Title [ar]: وحدة بديلة
Say: I can have a loan unit on its way within the hour.
Say [ar]: أستطيع إرسال وحدة بديلة خلال ساعة.
Action: schedule callback
Next: close

Step: close
Title: Goodbye
Title [ar]: الوداع
Say: Is there anything else?
Say [ar]: هل من شيء آخر؟
Ask: more as yes/no
Question: Anything else
Question [ar]: شيء آخر
Answer yes: -> greeting
Answer no: -> end

Objection: waited
Title: “I waited too long”
Title [ar]: «انتظرتُ طويلًا»
Say: You are right, and I am sorry.
Say [ar]: معك حق، وأعتذر.
Next: return
`;

/** Two steps in. */
export function scriptBeside(callId: string, tongue: Tongue): CallScript {
  const { script } = parseScript(coolingFault);
  const unit = tongue === 'en' ? 'Cold room 2' : 'غرفة التبريد 2';
  const begun = beginRun(script, 3, tongue, noon - 270_000);
  const state = ['fault', unit].reduce(
    (run, written, i) =>
      reduceRun(script, run, { kind: 'answer', written, at: noon - 200_000 + i * 20_000 }, {}),
    begun,
  );
  return {
    interactionId: callId,
    part: 'start',
    scriptId: script.id,
    version: 3,
    source: coolingFault,
    state,
  };
}

const row = (id: string, en: string, ar: string, change: Partial<ScriptSummary> = {}): ScriptSummary => ({
  id,
  title: { en, ar },
  sample: false,
  when: 'start',
  direction: 'inbound',
  languages: ['en', 'ar'],
  chosenBy: [],
  version: 1,
  publishedAt: noon - 86_400_000,
  draft: false,
  archived: false,
  ...change,
});

export const scriptList: ScriptSummary[] = [
  row('cooling-fault', 'Cooling fault', 'عطل تبريد', { chosenBy: ['Service'], version: 3, draft: true }),
  row('complaint', 'Complaint', 'شكوى', { chosenBy: ['Complaints'], sample: true }),
  row('sales-opening', 'Sales opening', 'افتتاح بيع', { direction: 'outbound', sample: true }),
  row('closing-survey', 'Short survey', 'استبيان قصير', { when: 'end', direction: 'both', version: 2 }),
  row('old-offer', 'Summer offer', 'عرض الصيف', { direction: 'outbound', archived: true }),
];

export function openedScript(id: string): OpenScript | null {
  if (!scriptList.some(each => each.id === id)) return null;
  const source = coolingFault.replace('cooling-fault', id);
  const draft = source
    .replace('Answer yes: -> greeting', 'Answer yes: -> greting')
    .replace('Step: urgent\n', 'Step: urgnt\n');
  return {
    id,
    sample: id === 'complaint',
    draft: id === 'cooling-fault' ? draft : null,
    draftAt: id === 'cooling-fault' ? noon - 60_000 : null,
    archivedAt: null,
    versions: [3, 2, 1].map(version => ({
      version,
      source: version === 3 ? source : source.replace('within the hour', 'today'),
      publishedAt: noon - (4 - version) * 86_400_000,
    })),
  };
}

export const figures: ScriptFigures = {
  runs: 48,
  finished: 37,
  steps: [
    { step: 'greeting', runs: 48, left: 2, ms: 14_200 },
    { step: 'site', runs: 41, left: 1, ms: 22_000 },
    { step: 'display', runs: 40, left: 6, ms: 31_500 },
    { step: 'urgent', runs: 12, left: 0, ms: 18_000 },
    { step: 'close', runs: 39, left: 2, ms: 9_000 },
  ],
};
