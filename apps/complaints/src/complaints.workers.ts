import { dueWorker } from '@harken/service';
import { dealOutQueue, reassignComplaints } from './assignment/reassign-complaints.use-case.ts';
import { fireDueCompensations } from './compensation/change-compensation.use-case.ts';
import { compensationTimersSignal, nextCompensationInMs } from './compensation/compensation.queries.ts';
import { fireDueTimers } from './complaint/execute/change-complaint.use-case.ts';
import { recomputeOpenComplaints } from './complaint/execute/recompute-open-complaints.use-case.ts';
import { nextStepInMs, timersSignal } from './complaint/storage/complaint-writes.store.ts';
import { nextRecomputationInMs, recomputationsSignal } from './recomputation/recomputation.store.ts';
import { recomputeNextBatch } from './recomputation/recomputation.use-case.ts';
import { dealOutNextQueue } from './teams/deal-out-queue.use-case.ts';
import { departuresSignal, nextDepartureInMs } from './teams/departure.queries.ts';
import { nextQueueInMs, queueStore, queuesSignal } from './teams/queue.store.ts';
import { reassignLeaverWork } from './teams/reassign-leaver-work.use-case.ts';

// Large enough that statements are shared, small enough that nobody waits long for a complaint.
const clocksPerClaim = 200;
// A transaction of a few milliseconds: commands on the same complaints hardly wait.
const complaintsPerBatch = 100;
// Few, because each holds its complaint until the commit.
const compensationsPerBatch = 50;

/** Fires due timers. Any number of replicas share the work through the row locks of the complaints. */
export const dueTimersWorker = dueWorker('due timers could not be fired; trying again', {
  work: 'timers',
  // 0 also when a claim was not full: what falls due meanwhile is fired together after a short pause.
  async claim(tx) {
    const fired = await fireDueTimers(clocksPerClaim, tx);
    return fired < clocksPerClaim ? 0 : fired;
  },
  nextDueInMs: nextStepInMs,
  signal: timersSignal,
});

export const complaintsWorkers = [
  dueTimersWorker,
  dueWorker('deadlines could not be recomputed; trying again', {
    work: 'recomputations',
    claim: (tx) =>
      recomputeNextBatch(
        complaintsPerBatch,
        async (cause, after, limit, batch) => {
          // Shifts may begin at other times from now on.
          if (cause.kind === 'calendar' && after === null) await queueStore.calendarChanged(batch, cause.id);
          return recomputeOpenComplaints(cause, after, limit, batch);
        },
        tx,
      ),
    nextDueInMs: nextRecomputationInMs,
    signal: recomputationsSignal,
  }),
  // Of members who have left. Any number of replicas share the work, one departure each.
  dueWorker('work could not be handed on; trying again', {
    work: 'departures',
    claim: (tx) => reassignLeaverWork(complaintsPerBatch, reassignComplaints, tx),
    nextDueInMs: nextDepartureInMs,
    signal: departuresSignal,
  }),
  // Of teams where somebody is there again.
  dueWorker('unassigned complaints could not be dealt out; trying again', {
    work: 'unassigned complaints',
    claim: (tx) => dealOutNextQueue(complaintsPerBatch, dealOutQueue, tx),
    nextDueInMs: nextQueueInMs,
    signal: queuesSignal,
  }),
  // Expires proposals, and raises what was not fulfilled in time as overdue.
  dueWorker('due compensations could not be worked; trying again', {
    work: 'compensations',
    claim: (tx) => fireDueCompensations(compensationsPerBatch, tx),
    nextDueInMs: nextCompensationInMs,
    signal: compensationTimersSignal,
  }),
];
