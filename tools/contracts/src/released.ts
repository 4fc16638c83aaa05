import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EventContract } from '@harken/contracts';
import { incompatibilities, type Released } from './incompatibilities.ts';

const releasedFolder = resolve(import.meta.dirname, '../../../libs/contracts/released');

const releaseOf = ({ type, topic, subject, schema, sample }: EventContract): Released =>
  JSON.parse(JSON.stringify({ type, topic, subject, schema, sample }));

/** Every version that was ever released, one file each. */
function readReleased(folder: string): Released[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.toSorted().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

/** Incompatible changes of the present contracts against the released ones; empty if there are none. */
export function brokenReleases(contracts: readonly EventContract[], folder = releasedFolder): string[] {
  const byType = new Map(contracts.map((contract) => [contract.type, contract]));
  return readReleased(folder).flatMap((released) => {
    const present = byType.get(released.type);
    if (!present) return [`${released.type}: is gone, but messages of it lie in the log`];
    return incompatibilities(released, releaseOf(present)).map((fault) => `${released.type}: ${fault}`);
  });
}

/** Freezes the contracts that have no release yet and returns their types. It never changes a release. */
export function release(contracts: readonly EventContract[], folder = releasedFolder): string[] {
  const fresh = contracts.filter(({ type }) => !existsSync(join(folder, `${type}.json`)));
  for (const contract of fresh) {
    writeFileSync(join(folder, `${contract.type}.json`), `${JSON.stringify(releaseOf(contract), null, 2)}\n`);
  }
  return fresh.map(({ type }) => type);
}
