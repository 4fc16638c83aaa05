import { join } from 'node:path';
import { type Infrastructure, startInfrastructure } from '@harken/local-infrastructure';
import { benches } from './benches.ts';
import { type OwnContext, openContext } from './context.ts';
import type { Line } from './figures.ts';
import { readOptions } from './options.ts';
import { benchFolder, keep, machine, table } from './report.ts';

// `npm run bench` measures everything; `npm run bench -- intake batches` only those.
const options = readOptions(
  process.argv.slice(2),
  benches.map(({ name }) => name),
);
const chosen = benches.filter(({ name }) => options.names.length === 0 || options.names.includes(name));

const began = performance.now();
const say = (text: string): void =>
  console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${text}`);

let infrastructure: Infrastructure | undefined;
let context: OwnContext | undefined;
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error('interrupted')));
});
interrupted.catch(() => undefined); // The race below rejects with it.
const lines: (Line & { readonly bench: string })[] = [];
const failed: string[] = [];
try {
  say('PostgreSQL and Kafka');
  infrastructure = await startInfrastructure({ folder: join(benchFolder, 'infrastructure') });
  for (const { name, run } of chosen) {
    say(`${name} begins`);
    const own = openContext(infrastructure, options, (text) => say(`${name}: ${text}`));
    context = own;
    const found = await Promise.race([run(own), interrupted]).catch((error: unknown) => {
      if (error instanceof Error && error.message === 'interrupted') throw error;
      failed.push(name);
      console.error(`${name} failed:`, error);
      return [];
    });
    lines.push(...found.map((line) => ({ bench: name, ...line })));
    await own.end();
    context = undefined;
    console.error(`\n${table(found)}\n`);
  }
  const about = machine();
  const file = keep(lines, { ...about, options });
  console.log(`${Object.values(about).join(', ')}\n\n${table(lines)}`);
  say(`kept in ${file}`);
} finally {
  await context?.end();
  await infrastructure?.stop();
}
process.exit(failed.length > 0 ? 1 : 0);
