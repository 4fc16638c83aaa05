import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import type { Encoding } from '@harken/row-files';
import { importJobStore } from './import-job.store.ts';
import { type ImportCommand, type ImportJob, stateAfter } from './import-job.ts';

export interface ChangeImport {
  readonly id: string;
  readonly command: ImportCommand;
  /** Of a resume: what the file is in. */
  readonly encoding?: Encoding | null | undefined;
}

/** Rows that are stored stay stored, whatever becomes of the import. */
export async function changeImport({ id, command, encoding }: ChangeImport, tx: Tx): Promise<ImportJob> {
  const job = await importJobStore.lock(tx, id);
  const state = stateAfter(job, command);
  const confirms = command === 'resume' && (encoding != null || job.waitingFor === 'encoding');
  if (state === job.state && !confirms) return job;
  if (confirms && job.rows.read > 0 && encoding !== job.encoding)
    throw new RuleBroken('import.begun', 'Rows were read in the encoding before; cancel it and send the file again.');
  if (!confirms) return importJobStore.setState(tx, job, state);
  return importJobStore.setState(tx, job, state, { encoding: encoding ?? job.encoding, certainty: 'confirmed' });
}
