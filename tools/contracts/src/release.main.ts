import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '@harken/contracts';
import { brokenReleases, releasedFolder, releaseOf } from './released.ts';

/** Freezes contracts that have no release yet. It never changes one: a new meaning needs a new version. */
mkdirSync(releasedFolder, { recursive: true });
const broken = brokenReleases(contracts);
if (broken.length > 0) {
  console.error(broken.join('\n'));
  process.exit(1);
}
for (const contract of contracts) {
  const file = join(releasedFolder, `${contract.type}.json`);
  if (existsSync(file)) continue;
  writeFileSync(file, `${JSON.stringify(releaseOf(contract), null, 2)}\n`);
  console.log(`released ${contract.type}`);
}
