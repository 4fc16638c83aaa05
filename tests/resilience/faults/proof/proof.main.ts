import { cpuMs } from '../../../bench/process-figures.ts';
import { faultKinds } from '../fault.ts';
import { proofs } from './proofs.ts';
import { setStage } from './stage.ts';
import { tally } from './traffic.ts';

// Each kind of fault alone, on the real processes: does it really happen, and is everything well afterwards?
// node --conditions=harken-source tests/resilience/faults/proof/proof.main.ts [kind ...]
const wanted = process.argv.slice(2);
const chosen = faultKinds.filter((kind) => wanted.length === 0 || wanted.some((word) => kind.includes(word)));
const say = (text: string): void => console.log(text);

const stage = await setStage((text) => say(`    ${text}`));
let failed = 0;
try {
  stage.traffic.start();
  for (const kind of chosen) {
    for (const [index, prove] of proofs[kind].entries()) {
      const began = performance.now();
      const spent = processorTime();
      const line = await prove(stage).then(
        async (evidence) => `✓ ${kind}: ${evidence}; drained in ${Math.round(await stage.drained())} ms`,
        (error: unknown) => error,
      );
      if (typeof line !== 'string') failed += 1;
      say(typeof line === 'string' ? line : `✗ ${kind} ${index}: ${line instanceof Error ? line.message : line}`);
      say(`    ${Math.round(performance.now() - began)} ms; ${tally(stage.traffic.since(began))}`);
      say(`    processor: ${spent()}`);
    }
  }
  say(`All accepted complaints opened once, ${Math.round(await stage.drained())} ms after the last fault.`);
} finally {
  await stage.end();
}
process.exit(failed > 0 ? 1 : 0);

/** What each service takes of a core between now and the asking; those that were started again count from their start. */
function processorTime(): () => string {
  const services = Object.values(stage.system.services);
  const before = new Map(services.map(({ pid }) => [pid, cpuMs(pid)]));
  const from = performance.now();
  return () =>
    services
      .map(({ name, pid }) => {
        const share = (cpuMs(pid) - (before.get(pid) ?? 0)) / (performance.now() - from);
        return `${name} ${Math.round(share * 100)} %`;
      })
      .join(', ');
}
