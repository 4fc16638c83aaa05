import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ask-service.ts';
import { listProblems, renderProblems, sourcesIn } from './problems/problems-document.ts';

writeFileSync(join(root, 'docs/problems.md'), renderProblems(listProblems(sourcesIn(root))));
console.log('docs/problems.md');
