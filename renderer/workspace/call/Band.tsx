import { Fragment, useState } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import { span } from '../../../shared/i18n/format.ts';
import { Tel } from '../../ui/Tel.tsx';
import { callerName, numberOf } from '../people.ts';
import { canTransfer, clockOf, standingOf } from '../state/calls.ts';
import { useCommands, useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { RecordingMark } from '../recordings/RecordingMark.tsx';
import { CallControls } from './CallControls.tsx';
import { FreeBand } from './FreeBand.tsx';
import { Lane } from './Lane.tsx';
import { toneOf, wordOf } from './standing.ts';
import { TransferField } from './TransferField.tsx';

/** The call that was chosen, at the same place in every state; with no call, the place to start one. */
export function Band() {
  const call = useWorkspace(state => state.calls.find(one => one.id === state.chosen));
  return call ? <CallBand key={call.id} call={call} /> : <FreeBand />;
}

function CallBand({ call }: { call: CallView }) {
  const t = useWords();
  const now = useNow(1000);
  const standing = standingOf(call);
  const [transferring, setTransferring] = useState(false);
  const { offerTransfer } = useCommands();
  const offered = useWorkspace(state =>
    state.transferTo?.callId === call.id ? state.transferTo.text : null,
  );
  const field = (transferring || offered !== null) && canTransfer(call) && call.consultFor === null;
  const transferringIs = (on: boolean) => {
    offerTransfer(null);
    setTransferring(on);
  };
  const { from, to } = clockOf(call);
  const word =
    standing === 'held' && call.hold !== 'local'
      ? call.hold === 'both'
        ? 'call.heldByBoth'
        : 'call.heldByThem'
      : wordOf[standing];
  return (
    <>
      <div className="band-row">
        <div className={`band-time ${toneOf[standing]}`} role="timer" aria-live="off">
          <b className="num">{span((to ?? now) - from)}</b>
          <span>{t(word)}</span>
        </div>
        <Caller call={call} />
        <RecordingMark call={call} />
        <div className="band-controls">
          <CallControls call={call} transferring={field} onTransfer={() => transferringIs(!field)} />
        </div>
      </div>
      {field ? (
        <TransferField
          key={offered}
          call={call}
          begun={offered ?? ''}
          onClose={() => transferringIs(false)}
        />
      ) : (
        <Lane call={call} onTransfer={() => setTransferring(true)} />
      )}
    </>
  );
}

function Caller({ call }: { call: CallView }) {
  const t = useWords();
  const language = useLanguage();
  const context = useWorkspace(state => state.contexts[call.id]);
  const name = callerName(call, context, language);
  const number = numberOf(call.remote);
  const person = context?.person;
  const shared = context !== undefined && person === null && context.candidates.length > 1;
  const said = [
    number !== null && name?.isNumber !== true && <Tel key="number" n={number} />,
    person?.organisation && <bdi key="organisation">{person.organisation.name}</bdi>,
    shared && t('caller.sharedBy', { count: context.candidates.length }),
    context !== undefined && !person && !shared && t('call.unknownCaller'),
  ].filter(part => part !== false && part !== null && part !== undefined);
  return (
    <div className="band-who grow">
      <p className="band-name clip">
        {name === null ? (
          t('call.hiddenNumber')
        ) : name.isNumber ? (
          <Tel n={name.first} />
        ) : (
          <bdi>{name.first}</bdi>
        )}
        {name?.second && <bdi className="band-other">{name.second}</bdi>}
      </p>
      <p className="band-sub clip">
        {said.map((part, i) => (
          <Fragment key={i}>
            {i > 0 && ' · '}
            {part}
          </Fragment>
        ))}
        {person?.role && (
          <span className="band-role">
            {said.length > 0 && ' · '}
            <bdi>{person.role}</bdi>
          </span>
        )}
      </p>
    </div>
  );
}
