import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EventContract } from '@harken/contracts';
import { incompatibilities, type Released } from './incompatibilities.ts';

export const releasedFolder = resolve(import.meta.dirname, '../../../libs/contracts/released');

export const releaseOf = ({ type, topic, subject, schema, sample }: EventContract): Released =>
  JSON.parse(JSON.stringify({ type, topic, subject, schema, sample }));

/** Every version that was ever released, one file each. */
export function readReleased(folder = releasedFolder): Released[] {
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
