import type { Tx } from '@harken/database';
import { causes } from '../../policies/causes/causes.document.ts';
import { assertCause } from '../../policies/causes/causes.ts';
import type { CommandOf } from '../command.ts';
import type { Complaint } from '../complaint.ts';
import { decide } from '../decide/decide.ts';
import { type ComplaintChange, changeComplaint } from './change-complaint.use-case.ts';

/** Resolves or closes a complaint. One that was resolved before has its cause, or was resolved before there were any. */
export async function resolveComplaint(
  change: ComplaintChange,
  command: CommandOf<'resolve'> | CommandOf<'close'>,
  tx: Tx,
): Promise<Complaint> {
  const list = await causes.current(tx);
  return changeComplaint(
    change,
    (complaint, context) => {
      const decision = decide(complaint, command, context);
      if (command.cause !== undefined || complaint.status !== 'resolved') assertCause(list, command.cause);
      return decision;
    },
    tx,
  );
}
