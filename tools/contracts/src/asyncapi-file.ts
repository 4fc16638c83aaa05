import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contracts } from '@harken/contracts';
import { stringify } from 'yaml';
import { asyncApi } from './asyncapi.ts';
import { readSubscribers } from './subscribers.ts';

const root = resolve(import.meta.dirname, '../../..');

export const asyncApiFile = join(root, 'docs/asyncapi.yaml');

export async function renderAsyncApi(folder: 'src' | 'dist'): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const document = asyncApi(contracts, await readSubscribers(folder), version);
  const note = '# Made by `npm run asyncapi` from libs/contracts and the subscriptions of the services.\n';
  return note + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
