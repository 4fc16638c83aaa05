import { contracts, eventDeadLettered, services, topics } from '@harken/contracts';
import { readSubscribers, subscribersOf } from './subscribers.ts';

/** Prints who publishes and who subscribes to which event: `npm run events`. */
const subscribers = await readSubscribers('dist');
const all = [...contracts, ...services.map(eventDeadLettered)];
const width = Math.max(...all.map(({ type }) => type.length));
for (const { name, partitions } of topics) {
  const [first, ...rest] = all.filter(({ topic }) => topic === name);
  if (!first) continue;
  console.log(`\n${name} (${partitions} partitions, published by ${first.producer})`);
  for (const contract of [first, ...rest]) {
    const by = subscribersOf(contract.type, subscribers).join(', ') || '-';
    console.log(`  ${contract.type.padEnd(width)}  key ${contract.subject.padEnd(14)}  subscribers ${by}`);
  }
}
