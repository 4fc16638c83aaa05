import { EntitySchema } from 'typeorm';
import type { PublishedTouchpoint } from './flatten-journey.ts';
import type { JourneyVersion } from './journey.ts';

export interface JourneyHead {
  readonly id: string;
  readonly latestVersion: number;
  /** null while no version is in effect yet. */
  readonly currentVersion: number | null;
}

/** `dueAt` is set while a version waits for its date. */
export type StoredJourneyVersion = JourneyVersion & { readonly dueAt: Date | null };

export const JourneyTable = new EntitySchema<JourneyHead>({
  name: 'Journey',
  tableName: 'journeys',
  columns: {
    id: { type: 'text', primary: true },
    latestVersion: { type: 'int', name: 'latest_version' },
    currentVersion: { type: 'int', name: 'current_version', nullable: true },
  },
});

export const JourneyVersionTable = new EntitySchema<StoredJourneyVersion>({
  name: 'JourneyVersion',
  tableName: 'journey_versions',
  columns: {
    journeyId: { type: 'text', name: 'journey_id', primary: true },
    version: { type: 'int', primary: true },
    journey: { type: 'json' },
    effectiveFrom: { type: 'timestamptz', name: 'effective_from' },
    publishedAt: { type: 'timestamptz', name: 'published_at' },
    publishedBy: { type: 'text', name: 'published_by' },
    dueAt: { type: 'timestamptz', name: 'due_at', nullable: true },
  },
});

export const TouchpointTable = new EntitySchema<PublishedTouchpoint>({
  name: 'Touchpoint',
  tableName: 'touchpoints',
  columns: {
    id: { type: 'text', primary: true },
    journeyId: { type: 'text', name: 'journey_id' },
    name: { type: 'text' },
    path: { type: 'text', array: true },
    lineage: { type: 'text', array: true },
    stage: { type: 'text' },
    phase: { type: 'text' },
    channel: { type: 'text', nullable: true },
    team: { type: 'text', nullable: true },
    owner: { type: 'text', nullable: true },
    department: { type: 'text', nullable: true },
    weight: { type: 'float8', nullable: true },
    segmentWeights: { type: 'json', name: 'segment_weights' },
    actions: { type: 'json' },
    factorWeights: { type: 'json', name: 'factor_weights' },
    position: { type: 'int' },
  },
});
