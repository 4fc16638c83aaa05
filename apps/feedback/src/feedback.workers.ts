import { dueWorker } from '@harken/service';
import { forgetUnsentAnswers } from './answering/forget-unsent-answers.worker.ts';
import { importWorker } from './imports/import.worker.ts';
import { dueInvitationsStore, nextInvitationWorkInMs } from './invitations/due-invitations.store.ts';
import { inviteCandidates } from './invitations/invite-candidates.use-case.ts';
import { programmeRunStore } from './invitations/programme-run.store.ts';
import { remind } from './invitations/remind.use-case.ts';
import { runProgramme } from './invitations/run-programme.use-case.ts';
import { reassignThemesWorker } from './themes/reassignment/reassign-themes.worker.ts';

// Large enough that statements are shared, small enough that answers and imports do not wait for them.
const candidatesPerClaim = 500;
const customersPerClaim = 2_000;
const invitationsPerClaim = 200;

export const feedbackWorkers = [
  /** What programmes do by themselves: end, run, invite, remind, and let invitations expire. */
  dueWorker('programmes could not be run; trying again', {
    async claim(tx) {
      await programmeRunStore.end(tx);
      return (
        (await runProgramme(customersPerClaim, tx)) +
        (await inviteCandidates(candidatesPerClaim, tx)) +
        (await remind(invitationsPerClaim, tx)) +
        (await dueInvitationsStore.expire(tx, invitationsPerClaim))
      );
    },
    nextDueInMs: nextInvitationWorkInMs,
  }),
  forgetUnsentAnswers,
  importWorker,
  reassignThemesWorker,
];
