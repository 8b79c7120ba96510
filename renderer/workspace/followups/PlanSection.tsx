import {
  IconMail,
  IconMessage,
  IconPencil,
  IconPhoneOutgoing,
  IconTicket,
  IconUserCheck,
  IconX,
} from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import type { PlannedAction, TextTemplate } from '../../../shared/followups/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useFormats, useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { DayAndTime } from '../wrapup/DayAndTime.tsx';
import { inDays, inOneHour, tomorrowAt, tomorrowAtTen } from '../wrapup/dueTimes.ts';
import { Cases } from './Cases.tsx';
import { Composer, type Composed } from './Composer.tsx';
import type { PlanOf } from './making.ts';
import { useTheirTime } from './promise.ts';
import type { Plan } from './usePlan.ts';

const drawn = { size: 15, stroke: 1.6, 'aria-hidden': true } as const;

/** Chips that plan a callback, an e-mail, a message, a ticket or several at once, and what is planned so far. */
export function PlanSection({ plan, of, ownTime }: { plan: Plan; of: PlanOf; ownTime: boolean }) {
  const t = useWords();
  const language = useLanguage();
  const { templates, hooks, macros } = useWorkspace(state => state.toolbox);
  const smtp = useWorkspace(state => state.settings.smtp);
  const [open, setOpen] = useState<{ index: number | null; composed: Composed } | null>(null);
  const texts = (kind: TextTemplate['kind']) => templates.filter(template => template.kind === kind);
  const tickets = hooks.filter(({ purpose }) => purpose === 'ticket');
  const gateways = hooks.filter(({ purpose }) => purpose === 'message');
  const byHand = macros.filter(({ outcomeId }) => outcomeId === null);
  const nameOf = (name: { en: string; ar: string }) => name[language] || name.en || name.ar;

  /** Planned at once when it can be sent as it is; else it opens to be completed. */
  const email = async (template: TextTemplate | null) => {
    const filled = template === null ? null : await plan.fill(template.id);
    if (template !== null && filled === null) return;
    const composed: Composed = {
      kind: 'email',
      to: filled?.to ?? of.contact?.email ?? '',
      subject: filled?.subject ?? '',
      body: filled?.body ?? '',
    };
    if (smtp !== null && template !== null && composed.to !== '' && composed.subject !== '')
      plan.add({ ...composed, kind: 'email' });
    else setOpen({ index: null, composed });
  };
  const message = async (template: TextTemplate, hookId: string) => {
    const filled = await plan.fill(template.id);
    if (filled === null) return;
    plan.add({ kind: 'message', hookId, to: filled.to || of.number, body: filled.body });
  };
  const ticket = () => {
    const [hook] = tickets;
    if (hook !== undefined) plan.add(plan.ticketOf(hook));
  };
  const callBack = () => plan.add({ kind: 'callback', dueAt: tomorrowAtTen(of.zone), by: 'me' });
  const [firstText] = texts('email');
  const owns = useKeys(
    {
      ...(plan.mayEmail ? { E: () => void email(firstText ?? null) } : {}),
      ...(ownTime ? {} : { F: callBack }),
      ...(tickets.length > 0 ? { Q: ticket } : {}),
    },
    { priority: 'outcomes', when: open === null },
  );

  return (
    <Section title={t('followUps.also')} aside={t('followUps.alsoHint')} ruled className="plan">
      {!ownTime && (
        <Row name={t('followUps.callBack')} k="F" idle={!owns('F')}>
          <CallbackChips of={of} onPick={dueAt => plan.add({ kind: 'callback', dueAt, by: 'me' })} />
        </Row>
      )}
      <Row name={t('followUps.email')} k="E" idle={!owns('E')}>
        {plan.mayEmail ? (
          <>
            {texts('email')
              .slice(0, 4)
              .map(template => (
                <button key={template.id} type="button" onClick={() => void email(template)}>
                  {nameOf(template.name)}
                </button>
              ))}
            <button type="button" onClick={() => void email(null)}>
              {t('followUps.blank')}
            </button>
          </>
        ) : (
          <span className="quiet">{t('followUps.noConsentEmail')}</span>
        )}
      </Row>
      {gateways.length > 0 && (
        <Row name={t('followUps.message')}>
          {plan.mayMessage ? (
            gateways.slice(0, 2).flatMap(hook =>
              texts('message')
                .slice(0, 3)
                .map(template => (
                  <button
                    key={`${hook.id}-${template.id}`}
                    type="button"
                    title={hook.name}
                    onClick={() => void message(template, hook.id)}
                  >
                    {nameOf(template.name)}
                  </button>
                )),
            )
          ) : (
            <span className="quiet">{t('followUps.noConsentMessage')}</span>
          )}
        </Row>
      )}
      {tickets.length > 0 && (
        <Row name={t('followUps.ticket')} k="Q" idle={!owns('Q')}>
          {tickets.slice(0, 4).map(hook => (
            <button key={hook.id} type="button" onClick={() => plan.add(plan.ticketOf(hook))}>
              <bdi>{hook.name}</bdi>
            </button>
          ))}
        </Row>
      )}
      {of.contact !== null && (
        <Cases personId={of.contact.id} note={plan.note} onAdd={action => plan.add(action)} />
      )}
      {byHand.length > 0 && (
        <Row name={t('followUps.macros')}>
          {byHand.slice(0, 4).map(macro => (
            <button key={macro.id} type="button" onClick={() => void plan.runMacro(macro)}>
              {nameOf(macro.name)}
            </button>
          ))}
        </Row>
      )}
      <ul className="planned">
        {plan.actions.map((action, index) =>
          open?.index === index ? null : (
            <Planned
              key={index}
              action={action}
              zone={of.zone}
              onBy={changed => plan.replace(index, changed)}
              onEdit={
                action.kind === 'callback' ? null : () => setOpen({ index, composed: composedOf(action) })
              }
              onRemove={() => plan.remove(index)}
            />
          ),
        )}
      </ul>
      {open !== null && (
        <Composer
          first={open.composed}
          hookName={hooks.find(({ id }) => id === open.composed.hookId)?.name ?? null}
          sends={open.composed.kind !== 'email' || smtp !== null}
          onClose={() => setOpen(null)}
          onReady={action => {
            if (open.index === null) plan.add(action);
            else plan.replace(open.index, action);
            setOpen(null);
          }}
        />
      )}
    </Section>
  );
}

function Row({ name, k, idle, children }: { name: string; k?: string; idle?: boolean; children: ReactNode }) {
  return (
    <div className="plan-row" role="group" aria-label={name}>
      <span className="plan-name">
        {name} {k !== undefined && <Kbd k={k} idle={idle ?? false} />}
      </span>
      <div className="chips">{children}</div>
    </div>
  );
}

function CallbackChips({ of, onPick }: { of: PlanOf; onPick: (dueAt: number) => void }) {
  const t = useWords();
  const now = useNow(60_000);
  const since = useRef(now); // the offered times stay as they were when they were offered
  const offered = [
    { label: t('wrapUp.whenIn1h'), at: () => inOneHour(Date.now()) },
    { label: t('wrapUp.whenTomorrow'), at: () => tomorrowAt(10, since.current, of.zone) },
    { label: t('wrapUp.whenIn3d'), at: () => inDays(3, since.current, of.zone) },
    { label: t('wrapUp.whenIn7d'), at: () => inDays(7, since.current, of.zone) },
  ];
  const theirTime = useTheirTime();
  const [exact, setExact] = useState<{ dueAt: number | null } | null>(null);
  const past = exact?.dueAt != null && exact.dueAt < now;
  return (
    <>
      {offered.map(({ label, at }) => (
        <button key={label} type="button" onClick={() => onPick(at())}>
          {label}
        </button>
      ))}
      <button
        type="button"
        aria-expanded={exact !== null}
        onClick={() => setExact(exact === null ? { dueAt: null } : null)}
      >
        {t('followUps.otherTime')}
      </button>
      {exact !== null && (
        <div className="exact-time">
          <DayAndTime value={exact.dueAt} invalid={past} onChange={dueAt => setExact({ dueAt })} />
          <SmallButton
            accent
            disabled={exact.dueAt === null || past}
            onPress={() => {
              if (exact.dueAt !== null) onPick(exact.dueAt);
              setExact(null);
            }}
          >
            {t('followUps.plan')}
          </SmallButton>
          <span className={past ? 'field-error' : 'quiet num'}>
            {past ? t('wrapUp.whenPast') : theirTime(exact.dueAt, of.zone)}
          </span>
        </div>
      )}
    </>
  );
}

function Planned({
  action,
  zone,
  onBy,
  onEdit,
  onRemove,
}: {
  action: PlannedAction;
  zone: string | null;
  /** Gives a callback to the other. */
  onBy: (action: PlannedAction) => void;
  onEdit: (() => void) | null;
  onRemove: () => void;
}) {
  const t = useWords();
  const theirTime = useTheirTime();
  const what = usePlannedWords()(action);
  return (
    <li>
      <PlannedIcon kind={action.kind} />
      <span className="grow clip">
        <b className="num">{what.title}</b>{' '}
        {action.kind === 'callback' && <span className="quiet num">{theirTime(action.dueAt, zone)} </span>}
        {what.more !== null && <bdi className="quiet">{what.more}</bdi>}
      </span>
      {action.kind === 'callback' && (
        <SmallButton
          of={what.title}
          onPress={() => onBy({ ...action, by: action.by === 'me' ? 'anyone' : 'me' })}
        >
          {t(action.by === 'me' ? 'followUps.giveAnyone' : 'followUps.keepMine')}
        </SmallButton>
      )}
      {onEdit !== null && (
        <button
          type="button"
          className="icon"
          aria-label={t('followUps.editOf', { what: what.title })}
          onClick={onEdit}
        >
          <IconPencil {...drawn} />
        </button>
      )}
      <button
        type="button"
        className="icon"
        aria-label={t('followUps.removeOf', { what: what.title })}
        onClick={onRemove}
      >
        <IconX {...drawn} />
      </button>
    </li>
  );
}

export function PlannedIcon({ kind }: { kind: PlannedAction['kind'] | 'status' }) {
  switch (kind) {
    case 'callback':
      return <IconPhoneOutgoing className="flip" {...drawn} />;
    case 'email':
      return <IconMail {...drawn} />;
    case 'message':
      return <IconMessage {...drawn} />;
    case 'ticket':
      return <IconTicket {...drawn} />;
    case 'status':
      return <IconUserCheck {...drawn} />;
  }
}

/** Says an action: what, to whom, and the first words of it. */
export function usePlannedWords() {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const hooks = useWorkspace(state => state.toolbox.hooks);
  return (action: PlannedAction): { title: string; more: string | null } => {
    switch (action.kind) {
      case 'callback':
        return {
          title: t('followUps.willCallBack', { when: formats.when(action.dueAt, now) }),
          more: action.by === 'anyone' ? t('followUps.willAnyone') : null,
        };
      case 'email':
        return { title: t('followUps.willEmail', { to: action.to }), more: action.subject };
      case 'message':
        return { title: t('followUps.willMessage', { to: action.to }), more: action.body };
      case 'ticket': {
        const where = hooks.find(({ id }) => id === action.hookId)?.name ?? '';
        const { subject: more, of } = action;
        if (of === undefined) return { title: t('followUps.willTicket', { where }), more };
        const say = of.change === 'update' ? 'followUps.willUpdate' : 'followUps.willEscalate';
        return { title: t(say, { where, reference: of.reference }), more };
      }
    }
  };
}

function composedOf(action: Exclude<PlannedAction, { kind: 'callback' }>): Composed {
  switch (action.kind) {
    case 'email':
      return action;
    case 'message':
      return { ...action, subject: '' };
    case 'ticket':
      return { ...action, to: '' };
  }
}
