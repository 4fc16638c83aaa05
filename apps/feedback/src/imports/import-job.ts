import { RuleBroken } from '@harken/errors';
import type { Encoding, Format, Mapping } from '@harken/row-files';

/** What can be imported here; complaints are imported by the service of complaints. */
export const importedKinds = ['customers', 'interactions', 'feedback'] as const;
export type ImportedKind = (typeof importedKinds)[number];

export const importStates = ['waiting', 'running', 'paused', 'completed', 'cancelled', 'failed'] as const;
export type ImportState = (typeof importStates)[number];

export const certainties = ['byte-order-mark', 'valid', 'declared', 'confirmed', 'guess'] as const;
export type Certainty = (typeof certainties)[number];

export interface RowCounts {
  readonly read: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** What somebody asked for: a file, and how to read it. */
export interface ImportRequest {
  readonly kind: ImportedKind;
  readonly fileName: string;
  readonly dryRun: boolean;
  /** For rows that name none. */
  readonly source: string;
  /** Of the texts, a hint for the encoding. */
  readonly language: string | null;
  readonly delimiter: string | null;
  readonly mapping: { readonly name: string; readonly version: number; readonly content: Mapping } | null;
  /** As given; null until it is found out. */
  readonly format: Format | null;
  readonly encoding: Encoding | null;
}

export interface ImportJob extends ImportRequest {
  readonly id: string;
  readonly state: ImportState;
  /** Why it was paused by itself. */
  readonly waitingFor: 'encoding' | null;
  readonly fileId: string;
  readonly bytes: number;
  readonly certainty: Certainty | null;
  /** Of the header; null for NDJSON and before the file was looked into. */
  readonly columns: readonly string[] | null;
  /** The first rows as records, to look at. */
  readonly sample: readonly object[];
  readonly inspected: boolean;
  readonly rows: RowCounts;
  /** Why the file as a whole could not be imported. */
  readonly problem: { readonly code: string; readonly detail: string } | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export const importCommands = ['pause', 'resume', 'cancel'] as const;
export type ImportCommand = (typeof importCommands)[number];

const transitions: Readonly<Record<ImportCommand, Partial<Record<ImportState, ImportState>>>> = {
  pause: { waiting: 'paused', running: 'paused', paused: 'paused' },
  resume: { paused: 'waiting', waiting: 'waiting', running: 'running' },
  cancel: { waiting: 'cancelled', running: 'cancelled', paused: 'cancelled', cancelled: 'cancelled' },
};

/** The state after a command. Throws RuleBroken for an import that has ended. */
export function stateAfter({ state }: Pick<ImportJob, 'state'>, command: ImportCommand): ImportState {
  const next = transitions[command][state];
  if (next) return next;
  throw new RuleBroken('import.ended', `The import is ${state}.`, { state });
}

/** What happens once the file was looked into: a guess is shown for confirmation before anything is stored. */
export function stateAfterInspection(
  certainty: Certainty | null,
  dryRun: boolean,
): Pick<ImportJob, 'state' | 'waitingFor'> {
  return certainty === 'guess' && !dryRun
    ? { state: 'paused', waitingFor: 'encoding' }
    : { state: 'running', waitingFor: null };
}
