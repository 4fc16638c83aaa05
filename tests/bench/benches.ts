import { batches } from './batches.ts';
import type { Bench } from './bench.ts';
import { complaints } from './complaints/complaints.ts';
import { consumer } from './consumer.ts';
import { hostile } from './hostile/hostile.ts';
import { intake } from './intake.ts';
import { latency } from './latency.ts';
import { reads } from './reads/reads.ts';
import { relay } from './relay.ts';
import { start } from './start.ts';
import { sustained } from './sustained/sustained.ts';
import { timers } from './timers/timers.ts';
import { webhooks } from './webhooks/webhooks.ts';

/** In the order of `npm run bench`: the short ones first. */
export const benches: readonly Bench[] = [
  start,
  intake,
  batches,
  relay,
  consumer,
  latency,
  hostile,
  webhooks,
  timers,
  complaints,
  reads,
  sustained,
];
