import type { EntityManager } from 'typeorm';

/** A running transaction: the `EntityManager` that `dataSource.transaction(async (tx) => ...)` hands out. READ COMMITTED, always. */
export type Tx = EntityManager;
