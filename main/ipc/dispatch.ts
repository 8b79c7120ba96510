/** The checks at the border, free of Electron: who asks, what for, and with what. A refusal is an answer, never a throw. */
import { HatifError } from '../../shared/errors.ts';
import {
  procedures,
  type ErrorCode,
  type Input,
  type Output,
  type ProcedureName,
  type Reply,
  type WindowRole,
} from '../../shared/ipc/contract.ts';

export type Handlers = { readonly [P in ProcedureName]: (input: Input<P>) => Output<P> | Promise<Output<P>> };
/** Those of one area: `HandlersOf<typeof callProcedures>`. */
export type HandlersOf<Area extends Partial<Record<ProcedureName, unknown>>> = Pick<
  Handlers,
  keyof Area & ProcedureName
>;

const refusal = (code: ErrorCode, message: string, retryable = false): Reply<never> => ({
  ok: false,
  error: { code, message, retryable },
});

const isProcedure = (name: unknown): name is ProcedureName =>
  typeof name === 'string' && Object.hasOwn(procedures, name);

/** Answers one request. `report` hears of failures that are nobody's fault but ours. */
export function createDispatcher(handlers: Handlers, report: (name: ProcedureName, cause: unknown) => void) {
  return async (role: WindowRole | null, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    if (role === null || !isProcedure(name)) return refusal('forbidden', 'not a procedure of this window');
    const procedure = procedures[name];
    if (!(procedure.windows as readonly WindowRole[]).includes(role))
      return refusal('forbidden', `${name} is not for the ${role} window`);
    const checked = procedure.input.safeParse(input);
    if (!checked.success) {
      const where = checked.error.issues.map(issue => issue.path.join('.') || 'input').join(', ');
      return refusal('badInput', `${name}: ${where}`);
    }
    try {
      const handler = handlers[name] as (input: unknown) => unknown;
      return { ok: true, value: await handler(checked.data) };
    } catch (cause) {
      if (cause instanceof HatifError) {
        const { code, message, retryable, barred } = cause;
        return { ok: false, error: { code, message, retryable, ...(barred === null ? {} : { barred }) } };
      }
      report(name, cause);
      return refusal('internal', `${name} failed`);
    }
  };
}
