import { setImmediate } from 'node:timers/promises';
import type { Reader } from '@harken/database';
import { CellCounts, type ScanResult, type Suspicion, scanCells } from '@harken/statistics';
import { type Cell, cellOf, type Place } from '../cell.ts';
import type { ScanEvidence } from '../problem.ts';
import { countTallies, readPlaces } from './tallies.queries.ts';

/** Nights between two false suspicions, at least: a quarter. */
export const nightsPerFalseSuspicion = 91;
const alpha = 1 / nightsPerFalseSuspicion;
const falseDiscoveryRate = 0.05;
const sliceMs = 10;
const day = 86_400_000;

/** A cell that the scan suspects. */
export interface SuspectedCell extends ScanEvidence {
  readonly cell: Cell;
  readonly touchpoints: readonly string[] | null;
  readonly owner: string | null;
}

export interface ProblemScan {
  readonly at: Date;
  /** false: less than four weeks of complaints before the window are known. */
  readonly learnt: boolean;
  readonly cells: number;
  readonly replications: number;
  readonly suspicions: readonly SuspectedCell[];
}

type Places = ReadonlyMap<string, Place & { readonly team: string | null }>;

/**
 * Which cells have more complaints than usual. The same data give the same answer: chance is drawn from a seed of the
 * time. `alive` is called now and then, for the connection that waits.
 */
export async function scanProblems(
  reader: Reader,
  { at, dryRun }: { readonly at: Date; readonly dryRun: boolean },
  alive: () => Promise<unknown> = async () => undefined,
): Promise<ProblemScan> {
  const places = await readPlaces(reader);
  const counts = new CellCounts();
  const explained = await countTallies(reader, counts, places, { at, dryRun });
  const seed = Math.floor(at.getTime() / 1000) % 2 ** 31;
  const { suspicions, ...result } = await inSlices(
    scanCells(counts, { seed, alpha, falseDiscoveryRate, explained }),
    alive,
  );
  return { ...result, at, suspicions: suspicions.map((suspicion) => suspectedCell(suspicion, at, places)) };
}

/** Lets others run after every few milliseconds. */
async function inSlices(scan: Generator<void, ScanResult>, alive: () => Promise<unknown>): Promise<ScanResult> {
  let sliceEnd = Date.now() + sliceMs;
  let lastSign = Date.now();
  for (;;) {
    const step = scan.next();
    if (step.done) return step.value;
    if (Date.now() < sliceEnd) continue;
    await setImmediate();
    if (Date.now() - lastSign > 5_000) {
      await alive();
      lastSign = Date.now();
    }
    sliceEnd = Date.now() + sliceMs;
  }
}

function suspectedCell(suspicion: Suspicion, at: Date, places: Places): SuspectedCell {
  const cell = cellOf(suspicion.cell);
  const touchpoints = touchpointsOf(cell, places);
  const teams = new Set((touchpoints ?? []).map((id) => places.get(id)?.team ?? null));
  const own = cell.touchpoint === undefined ? undefined : places.get(cell.touchpoint)?.team;
  return {
    cell,
    touchpoints,
    owner: own ?? (teams.size === 1 ? ([...teams][0] ?? null) : null),
    from: new Date(at.getTime() - suspicion.days * day),
    to: at,
    observed: Math.round(suspicion.count),
    expected: suspicion.expected,
    dispersion: suspicion.dispersion,
    score: suspicion.score,
    p: suspicion.p,
  };
}

/** The touchpoints that count for the cell; null if it names no place. */
export function touchpointsOf({ journey, stage, touchpoint }: Cell, places: Places): string[] | null {
  if (journey === undefined && touchpoint === undefined) return null;
  const below = [...places].filter(([, place]) =>
    touchpoint === undefined
      ? place.journeyId === journey && (stage === undefined || place.stage === stage)
      : place.lineage.includes(touchpoint),
  );
  const ids = new Set(below.map(([id]) => id));
  if (touchpoint !== undefined) ids.add(touchpoint);
  return [...ids].sort();
}
