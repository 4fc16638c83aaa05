import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@harken/contracts';
import { type DescribedSetting, envExample, type NamedSettings, settingsTable } from '@harken/service';
import { root, runServiceCommand } from './run-service-command.ts';

interface ServiceSettings {
  readonly everywhere: readonly DescribedSetting[];
  readonly own: readonly DescribedSetting[];
  readonly commands: readonly DescribedSetting[];
}

// The default port differs per service, so a common file cannot hold it.
const common = ({ everywhere }: ServiceSettings): DescribedSetting[] =>
  everywhere.filter(({ name }) => name !== 'PORT');

const parts: NamedSettings[] = [];
for (const service of services) {
  const settings = await runServiceCommand<ServiceSettings>(service, 'settings');
  if (parts.length === 0) {
    parts.push({ title: 'every service', settings: common(settings) });
    parts.push({ title: 'migrate and keys', settings: settings.commands });
  }
  if (settings.own.length > 0) parts.push({ title: service, settings: settings.own });
}

writeFileSync(join(root, '.env.example'), envExample(parts));
console.log('.env.example');

const operations = join(root, 'docs/operations.md');
const [begin, end] = ['<!-- settings: written by `npm run settings` -->', '<!-- /settings -->'];
const text = existsSync(operations) ? readFileSync(operations, 'utf8') : '';
if (text.includes(begin) && text.includes(end)) {
  const tables = parts.map(({ title, settings }) => `### ${title}\n\n${settingsTable(settings)}`).join('\n\n');
  const before = text.slice(0, text.indexOf(begin) + begin.length);
  writeFileSync(operations, `${before}\n\n${tables}\n\n${text.slice(text.indexOf(end))}`);
  console.log('docs/operations.md');
}
