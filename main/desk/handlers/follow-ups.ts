/** Follow-ups: texts, requests, what is to be sent, what was promised. */
import { HatifError } from '../../../shared/errors.ts';
import { calendarAddress } from '../../../shared/followups/calendar.ts';
import { exampleValues } from '../../../shared/followups/example.ts';
import { fillRequest } from '../../../shared/followups/request.ts';
import { knownInHooks, knownNames } from '../../../shared/followups/values.ts';
import { createWords } from '../../../shared/i18n/words.ts';
import type { followUpProcedures, Preview } from '../../../shared/ipc/follow-ups.ts';
import type { OutboxEvent } from '../../../shared/outbox/machine.ts';
import { check, render, unknownNames } from '../../../shared/template/engine.ts';
import { serverOf, tryCalendar } from '../../followups/caldav/publisher.ts';
import { calendarSecret, hookSecret, smtpSecret } from '../../followups/follow-ups.ts';
import { calendarTitle } from '../../followups/say-due.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export function followUpHandlers(parts: Parts): HandlersOf<typeof followUpProcedures> {
  const { desk, followUps, store, settings, secrets } = parts;
  const tell = async (id: string, event: OutboxEvent): Promise<null> => {
    await store.tellOutbox(id, event);
    followUps.changed();
    return null;
  };
  const at = () => Date.now();

  return {
    'followUp.move': async ({ followUpId, dueAt }) => {
      await desk.moveFollowUp(followUpId, dueAt);
      return null;
    },
    'followUp.snooze': async ({ followUpId, until }) => {
      await store.snoozeFollowUp(followUpId, until);
      return null;
    },
    'followUp.export': async ({ followUpId }) => {
      const item = desk.due.find(({ id }) => id === followUpId);
      if (item === undefined) throw new HatifError('notFound', 'there is no such follow-up');
      const say = createWords(settings.current.language ?? 'en');
      const { icalendar } = await import('../../followups/icalendar.ts');
      const saved = await parts.saveFile('follow-up.ics', icalendar(item, calendarTitle(say, item), at()));
      return { saved };
    },
    'template.fill': wanted => followUps.fill(wanted),
    'template.preview': ({ source, language }): Preview => {
      const filled = render(source, exampleValues(language));
      return {
        text: filled.ok ? filled.text : '',
        fault: filled.ok ? null : filled.fault,
        unknown: unknownNames(source, knownNames),
      };
    },
    'template.save': async tool => {
      const sources = [tool.subject.en, tool.subject.ar, tool.body.en, tool.body.ar];
      refuseBroken(sources);
      await store.saveTool({ kind: 'template', tool });
      await followUps.reload();
      return null;
    },
    'hook.preview': ({ hook }): Preview => {
      const values = {
        ...exampleValues('en'),
        to: '+966505550142',
        subject: 'Alarm E4',
        body: 'It is back.',
      };
      const filled = fillRequest(hook, values, {
        key: '0198c0de-0000-7000-8000-000000000000',
        secret: '•••',
      });
      const unknown = unknownNames(`${hook.url}${hook.body}`, knownInHooks);
      if (!filled.ok) return { text: '', fault: filled.fault, unknown };
      const { method, url, headers, body } = filled.request;
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      return { text: [`${method} ${url.href}`, ...lines, '', body].join('\n'), fault: null, unknown };
    },
    'hook.save': async ({ hook, secret }) => {
      const changes = [hook.update, hook.escalate].flatMap(each =>
        each === null ? [] : [each.url, each.body],
      );
      refuseBroken([hook.url, hook.body, ...changes, ...hook.headers.map(({ value }) => value)]);
      if (secret !== null) secrets.write(hookSecret(hook.id), secret);
      await store.saveTool({ kind: 'hook', tool: hook });
      await followUps.reload();
      return null;
    },
    'macro.save': async tool => {
      await store.saveTool({ kind: 'macro', tool });
      await followUps.reload();
      return null;
    },
    'tool.remove': async ({ id }) => {
      await store.removeTool(id);
      secrets.forget(hookSecret(id));
      await followUps.reload();
      return null;
    },
    'outcome.save': async outcome => {
      await store.saveOutcome(outcome);
      await desk.refreshOutcomes();
      return null;
    },
    'smtp.save': ({ smtp, password }) => {
      if (smtp === null) secrets.forget(smtpSecret);
      else if (password !== null) secrets.write(smtpSecret, password);
      return settings.change({ smtp });
    },
    'smtp.test': async ({ smtp, password }) => {
      const { trySmtp } = await import('../../followups/smtp.ts');
      const tried = await trySmtp(smtp, password ?? secrets.read(smtpSecret));
      return { fault: tried.result === 'done' ? null : tried.fault, detail: tried.detail };
    },
    'calendar.save': ({ calendar, password }) => {
      const address = calendar === null ? null : calendarAddress(calendar.url);
      if (calendar !== null && address === null)
        throw new HatifError('badInput', 'not an address of a calendar');
      if (calendar === null) secrets.forget(calendarSecret);
      else if (password !== null) secrets.write(calendarSecret, password);
      const kept = calendar === null || address === null ? null : { ...calendar, url: address.href };
      const changed = settings.change({ calendar: kept });
      parts.calendar.wake();
      return changed;
    },
    'calendar.test': async ({ calendar, password }) => {
      const address = calendarAddress(calendar.url);
      if (address === null) return { fault: 'refusedAddress', detail: null };
      const server = { ...calendar, url: address.href };
      const tried = await tryCalendar(serverOf(server, password ?? secrets.read(calendarSecret) ?? ''), at());
      return tried.kind === 'failed'
        ? { fault: tried.fault, detail: tried.detail }
        : { fault: null, detail: null };
    },
    'calendar.state': () => parts.calendar.view(),
    'mail.open': async ({ override, ...mail }) => {
      await parts.gate.pass([{ channel: 'email', personId: null, target: mail.to, country: 'SA' }], override);
      await followUps.openMail(mail);
      return null;
    },
    'case.of': ({ personId }) => store.casesOf(personId),
    'case.close': async ({ id, closed }) => {
      await store.closeCase(id, closed, at());
      return null;
    },
    'outbox.cancel': ({ id }) => tell(id, { type: 'cancel', at: at() }),
    'outbox.arrived': ({ id }) => tell(id, { type: 'arrived', at: at() }),
    'outbox.resend': ({ id }) => tell(id, { type: 'resend', at: at(), newKey: crypto.randomUUID() }),
  };
}

function refuseBroken(sources: readonly string[]): void {
  for (const source of sources) {
    const fault = check(source);
    if (fault !== null) throw new HatifError('badTemplate', fault.message);
  }
}
