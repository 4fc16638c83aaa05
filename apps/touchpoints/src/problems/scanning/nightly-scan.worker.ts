import { millisecondsUntil } from '@harken/database';
import type { ServiceContext, Worker } from '@harken/service';
import { dueWorker } from '@harken/service';
import { nightlyScan } from './nightly-scan.use-case.ts';

/** Every night of the company, once however many replicas run. */
export const nightlyScanWorker = (context: ServiceContext): Worker =>
  dueWorker('the nightly scan for problems failed', {
    work: 'problems',
    claim: nightlyScan(context.settings.COMPANY_TIMEZONE),
    nextDueInMs: millisecondsUntil("SELECT due_at FROM upkeep WHERE task = 'problems'"),
  })(context);
