import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@harken/contracts';
import { root, runServiceCommand } from './run-service-command.ts';

const folder = join(root, 'docs/openapi');
mkdirSync(folder, { recursive: true });
for (const service of services) {
  const document = await runServiceCommand<object>(service, 'openapi');
  writeFileSync(join(folder, `${service}.json`), `${JSON.stringify(document, null, 2)}\n`);
  console.log(`docs/openapi/${service}.json`);
}
