import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fault } from '../faults/fault.ts';
import { killRelay, killServer, killService } from '../faults/process-faults.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { killInWork } from './kill-in-work.ts';

/** A build of Harken that breaks one promise on purpose. */
export interface BrokenBuild {
  readonly name: string;
  /** The faults that bring it to light. */
  readonly faults: readonly Fault[];
  /** Where the rig has to find something. */
  readonly found: readonly Verdict['group'][];
}

// The inbox comes first: nothing of the transaction is on its way to the database yet, least of all its COMMIT.
const inWork = killInWork('analytics', 'analytics.inbox');

export const brokenBuilds: readonly BrokenBuild[] = [
  // Away for longer than a producer goes on trying by itself: one send must fail.
  { name: 'mark-before-publish', faults: [killServer('kafka', 15_000)], found: ['lost'] },
  { name: 'commit-before-work', faults: [inWork], found: ['figures'] },
  { name: 'inbox-off', faults: [killRelay('feedback', 2, 60_000)], found: ['figures'] },
  { name: 'timers-doubled', faults: [], found: ['doubled'] },
  {
    name: 'outbox-after-commit',
    faults: [killService('feedback', 500), killService('feedback', 500)],
    found: ['lost'],
  },
];

/** What the sound build has to stand, too. */
export const allTheirFaults: readonly Fault[] = brokenBuilds.flatMap(({ faults }) => faults);

/** Loads the broken piece into every process of the system. */
export const envOf = ({ name }: BrokenBuild): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--import ${pathToFileURL(resolve(import.meta.dirname, 'fixtures', `${name}.ts`)).href}`,
});
