import { writeFileSync } from 'node:fs';
import { asyncApiFile, renderAsyncApi } from './asyncapi-file.ts';

writeFileSync(asyncApiFile, await renderAsyncApi('dist'));
console.log('docs/asyncapi.yaml');
