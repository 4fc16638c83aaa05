import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProblems, renderProblems } from './problems/problems-document.ts';
import { root } from './run-service-command.ts';

writeFileSync(join(root, 'docs/problems.md'), renderProblems(readProblems(root)));
console.log('docs/problems.md');
