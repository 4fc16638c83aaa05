import { contracts, eventDeadLettered, services, topics } from '@harken/contracts';
import { readTakers, takersOf } from './takers.ts';

/** Who publishes what, and who takes it: `npm run events`. */
const takers = await readTakers();
const all = [...contracts, ...services.map(eventDeadLettered)];
const width = Math.max(...all.map(({ type }) => type.length));
for (const { name, partitions } of topics) {
  const [first, ...rest] = all.filter(({ topic }) => topic === name);
  if (!first) continue;
  console.log(`\n${name} (${partitions} partitions, published by ${first.producer})`);
  for (const contract of [first, ...rest]) {
    const by = takersOf(contract.type, takers).join(', ') || '-';
    console.log(`  ${contract.type.padEnd(width)}  key ${contract.subject.padEnd(14)}  taken by ${by}`);
  }
}
