/** What the agent can do about follow-ups, the outbox, their own status, and what all of it is made from. */
import type { AgentChoice } from '../../../shared/agent/types.ts';
import type { Hook, Macro, SmtpSettings, TextTemplate } from '../../../shared/followups/types.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { Outcome } from '../../../shared/outcome/types.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import type { Run } from './commands.ts';
import type { DraftKeeper } from './drafts.ts';

export const followUpCommands = (run: Run, drafts: DraftKeeper) => ({
  chooseStatus: (choice: AgentChoice) => void run('agent.choose', choice),
  extendWrapUp: (interactionId: string) => void run('wrapUp.extend', { interactionId }),
  /** Hangs up when the outcome that was chosen is on disk. */
  async hangUpWith(callId: string): Promise<void> {
    await drafts.flush(callId);
    await run('call.hangUp', { callId });
  },

  moveFollowUp: (followUpId: string, dueAt: number) => void run('followUp.move', { followUpId, dueAt }),
  snoozeFollowUp: (followUpId: string, until: number) => void run('followUp.snooze', { followUpId, until }),
  exportFollowUp: async (followUpId: string) =>
    (await run('followUp.export', { followUpId }))?.value.saved ?? false,

  fillTemplate: async (wanted: Input<'template.fill'>) => (await run('template.fill', wanted))?.value ?? null,
  openMail: (mail: Input<'mail.open'>) => void run('mail.open', mail),

  outboxCancel: (id: string) => void run('outbox.cancel', { id }),
  outboxArrived: (id: string) => void run('outbox.arrived', { id }),
  outboxResend: (id: string) => void run('outbox.resend', { id }),

  previewText: async (source: string, language: Language) =>
    (await run('template.preview', { source, language }))?.value ?? null,
  previewHook: async (hook: Hook) => (await run('hook.preview', { hook }, ['badInput']))?.value ?? null,
  saveTemplate: async (template: TextTemplate) => (await run('template.save', template)) !== null,
  saveHook: async (hook: Hook, secret: string | null) => (await run('hook.save', { hook, secret })) !== null,
  saveMacro: async (macro: Macro) => (await run('macro.save', macro)) !== null,
  removeTool: (id: string) => void run('tool.remove', { id }),
  saveOutcome: async (outcome: Outcome) => (await run('outcome.save', outcome)) !== null,
  saveSmtp: async (smtp: SmtpSettings | null, password: string | null) =>
    (await run('smtp.save', { smtp, password })) !== null,
  testSmtp: async (smtp: SmtpSettings, password: string | null) =>
    (await run('smtp.test', { smtp, password }))?.value ?? null,
});
