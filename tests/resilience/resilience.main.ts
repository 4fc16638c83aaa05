import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startSystem } from '../harness/system.ts';
import { selfcheck } from './broken/selfcheck.ts';
import { availableKinds, planFaults } from './faults/plan-faults.ts';
import { startKillableInfrastructure } from './infrastructure/killable-infrastructure.ts';
import { readOptions } from './options.ts';
import { keep, resilienceFolder, textOf } from './report/report.ts';
import { runOnce } from './run-once.ts';
import { startSideBySide } from './versions/side-by-side.ts';

// `npm run test:resilience`: real processes, seeded faults, and a ledger that says what became of everything.
const options = readOptions(process.argv.slice(2), Math.floor(Math.random() * 1_000_000));
console.log(
  `seed ${options.seed}: npm run test:resilience -- --events ${options.events} --faults ${options.faults} --seed ${options.seed}`,
);

const began = performance.now();
const say = (text: string): void =>
  console.log(`${((performance.now() - began) / 1_000).toFixed(1).padStart(7)} s  ${text}`);

mkdirSync(resilienceFolder, { recursive: true });
say('PostgreSQL and Kafka of its own');
const infrastructure = await startKillableInfrastructure(join(resilienceFolder, 'infrastructure'));
try {
  const { passed, failed } = options.selfcheck
    ? await selfcheck({ seed: options.seed, names: options.selfcheck, infrastructure, say })
    : await seededRun();
  console.log(`\nseed ${options.seed}: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await infrastructure.stop();
}
process.exit();

async function seededRun(): Promise<{ passed: number; failed: number }> {
  const ledgerFile = join(resilienceFolder, `seed-${options.seed}.sqlite`);
  rmSync(ledgerFile, { force: true });
  const kinds = options.kinds ?? availableKinds(infrastructure);
  const faults = planFaults(options.seed, options.faults, kinds, options.form);
  const { results, counts, ledger } = await runOnce({
    ...options,
    faults,
    ledgerFile,
    start: (env) =>
      options.versions
        ? startSideBySide({ infrastructure, env }, options.versions)
        : startSystem({ infrastructure, env }),
    inject: (fault, system, { endpoints }) => fault.inject({ infrastructure, system, endpoints, say }),
    say,
  });
  const report = {
    options: { ...options },
    at: new Date().toISOString(),
    durationMs: Math.round(performance.now() - began),
    results,
    counts,
    faults: ledger.faults(),
  };
  ledger.close();
  const path = keep(report);
  console.log(`\n${textOf(report)}\n\nkept in ${path}.{json,md,sqlite}`);
  const failed = results.filter(({ findings }) => findings.length > 0).length;
  return { passed: results.length - failed, failed };
}
