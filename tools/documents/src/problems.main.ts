import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listProblems, renderProblems, sourcesIn } from './problems/problems-document.ts';
import { root } from './run-service-command.ts';

writeFileSync(join(root, 'docs/problems.md'), renderProblems(listProblems(sourcesIn(root))));
console.log('docs/problems.md');
