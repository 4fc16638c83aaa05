import { dueWorker, type ServiceContext, settingsOf } from '@harken/service';
import { forgetUnsentAnswers } from './answering/forget-unsent-answers.worker.ts';
import { feedbackSettings } from './feedback.config.ts';
import { importWorker } from './imports/import.worker.ts';
import { dueInvitationsStore, nextInvitationWorkInMs } from './invitations/due-invitations.store.ts';
import { inviteCandidates } from './invitations/invite-candidates.use-case.ts';
import { programmeRunStore } from './invitations/programme-run.store.ts';
import { remind } from './invitations/remind.use-case.ts';
import { runProgramme } from './invitations/run-programme.use-case.ts';
import { mailServer } from './messages/mail-server.client.ts';
import { SendMessagesWorker } from './messages/send-messages.worker.ts';
import { reassignThemesWorker } from './themes/reassignment/reassign-themes.worker.ts';

// Large enough that statements are shared, small enough that answers and imports do not wait for them.
const candidatesPerClaim = 500;
const customersPerClaim = 2_000;
const invitationsPerClaim = 200;

function sendMessagesWorker({ dataSource, logger, settings: all }: ServiceContext): SendMessagesWorker {
  const settings = settingsOf(feedbackSettings, all);
  const { SMTP_URL: url, CUSTOMER_MESSAGE_FROM: from, CUSTOMER_MESSAGE_REPLY_TO: replyTo } = settings;
  const sends = settings.CUSTOMER_MESSAGES === 'email';
  if (sends && url === undefined) throw new Error('CUSTOMER_MESSAGES=email needs SMTP_URL.');
  return new SendMessagesWorker({
    ...{ dataSource, logger },
    server:
      sends && url !== undefined ? mailServer({ url, from, replyTo, timeoutMs: settings.SMTP_TIMEOUT }) : undefined,
    delaysMs: settings.CUSTOMER_MESSAGE_RETRY_DELAYS,
    // Each step of an attempt has the time-out for itself.
    leaseMs: settings.SMTP_TIMEOUT * 15,
    surroundings: { company: settings.COMPANY_NAME, pages: settings.ANSWER_URL },
  });
}

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
  sendMessagesWorker,
];
