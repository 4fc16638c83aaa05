import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startSystem } from '../../harness/system.ts';
import type { Fault } from '../faults/fault.ts';
import type { KillableInfrastructure } from '../infrastructure/killable-infrastructure.ts';
import { resilienceFolder } from '../report/report.ts';
import { runOnce } from '../run-once.ts';
import type { VerdictResult } from '../verdict/verdicts.ts';
import { allTheirFaults, type BrokenBuild, brokenBuilds, envOf } from './builds.ts';

export interface SelfcheckOptions {
  readonly seed: number;
  /** Names of broken builds, or `sound`; none: all. */
  readonly names: readonly string[];
  readonly infrastructure: KillableInfrastructure;
  say(text: string): void;
}

const load = { events: 1_500, customers: 500, complaints: 0.06, batched: 0.5, rate: 140, concurrency: 12 };
const timeoutMs = 12_000;

/** The rig against builds that break a promise on purpose: it has to find each of them, and nothing in the sound one. */
export async function selfcheck({
  seed,
  names,
  infrastructure,
  say,
}: SelfcheckOptions): Promise<{ passed: number; failed: number }> {
  const wanted = (name: string) => names.length === 0 || names.includes(name);
  const lines: string[] = [];
  let failed = 0;
  const check = (right: boolean, text: string) => {
    if (!right) failed += 1;
    lines.push(`  ${right ? '✓' : '✗'} ${text}`);
    say(lines.at(-1) ?? '');
  };
  const judged = async (name: string, faults: readonly Fault[], env: NodeJS.ProcessEnv, timeoutMs: number) => {
    say(`${name} build`);
    const ledgerFile = join(resilienceFolder, `${name}.sqlite`);
    rmSync(ledgerFile, { force: true });
    const { results, ledger } = await runOnce({
      ...load,
      ...{ seed, faults, ledgerFile, env, say },
      maxWaiting: Number.POSITIVE_INFINITY,
      timeoutMs: timeoutMs,
      start: (withEnv) => startSystem({ infrastructure, env: withEnv }),
      inject: (fault, system, { endpoints }) => fault.inject({ infrastructure, system, endpoints, say }),
    });
    ledger.close();
    return results.filter(({ findings }) => findings.length > 0);
  };

  if (wanted('sound')) {
    const found = await judged('sound', allTheirFaults, {}, 60_000);
    check(found.length === 0, `the sound build: ${found.length === 0 ? 'nothing found' : described(found)}`);
  }
  for (const build of brokenBuilds.filter(({ name }) => wanted(name))) {
    const found = await judged(build.name, build.faults, envOf(build), timeoutMs);
    check(isCaught(build, found), `${build.name}: ${described(found)}`);
  }
  console.log(`\n${lines.join('\n')}`);
  return { passed: lines.length - failed, failed };
}

const isCaught = ({ found: groups }: BrokenBuild, found: readonly VerdictResult[]): boolean =>
  groups.every((group) => found.some((one) => one.group === group));

const described = (found: readonly VerdictResult[]): string =>
  found.map(({ group, name, findings }) => `${findings.length} ${group} (${name})`).join('; ') || 'nothing found';
