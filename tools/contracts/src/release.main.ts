import { contracts } from '@harken/contracts';
import { brokenReleases, release } from './released.ts';

const broken = brokenReleases(contracts);
if (broken.length > 0) {
  console.error(broken.join('\n'));
  process.exit(1);
}
for (const type of release(contracts)) console.log(`released ${type}`);
