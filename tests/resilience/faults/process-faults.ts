import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@harken/contracts';
import type { Fault, FaultContext } from './fault.ts';
import { preload } from './preload.ts';
import { recovered } from './recovered.ts';

const exitWithinMs = 10_000;

export const killService = (target: ServiceName, awayMs: number): Fault => ({
  kind: 'kill-service',
  target,
  describe: `kill -9 of ${target}, started again after ${awayMs} ms`,
  inject: async (arena) => {
    const service = arena.system.services[target];
    await service.kill();
    await delay(awayMs);
    service.start();
    await recovered(arena);
  },
});

export const killServer = (target: 'kafka' | 'postgres', awayMs: number): Fault => ({
  kind: `kill-${target}`,
  target,
  describe: `kill -9 of ${target}, started again after ${awayMs} ms`,
  inject: async (arena) => {
    const server = arena.infrastructure[target];
    await server.kill();
    await delay(awayMs);
    await server.start();
    await recovered(arena);
  },
});

/** SIGTERM under load: it ends in time and by itself; what it had accepted the ledger knows. */
export const termService = (target: ServiceName): Fault => ({
  kind: 'term-service',
  target,
  describe: `SIGTERM of ${target} under load`,
  inject: async (arena) => {
    const service = arena.system.services[target];
    const asked = performance.now();
    const code = await service.stop();
    const tookMs = Math.round(performance.now() - asked);
    service.start();
    await recovered(arena);
    arena.say(`${target} ended ${tookMs} ms after SIGTERM with ${code}`);
    if (code !== 0 || tookMs > exitWithinMs)
      throw new Error(`SIGTERM of ${target}: it ended with ${code} after ${tookMs} ms`);
  },
});

/** It kills itself in the moment its `sends`-th batch is acknowledged: published, and not marked yet. */
export const killRelay = (target: ServiceName, sends: number, withinMs: number): Fault => ({
  kind: 'kill-relay-between-publish-and-mark',
  target,
  describe: `kill -9 of ${target} between publish and mark of its batch no. ${sends} after the start`,
  inject: async (arena) => {
    const service = arena.system.services[target];
    await service.kill();
    service.start(preload('die-after-publish', { HARKEN_DIE_AFTER_SENDS: String(sends) }));
    const how = await service.ended(withinMs);
    if (how === undefined) await service.kill();
    service.start();
    await recovered(arena);
    if (how !== 'SIGKILL')
      throw new Error(`The relay of ${target} was to die after ${sends} batches and did not: ${how ?? 'it lived on'}`);
    arena.say(`the relay of ${target} died between publish and mark`);
  },
});

/** Long enough for the group to give its partitions away and, with `relief`, for another replica to work them. */
export const freezeService = (target: ServiceName, forMs: number, relief: boolean): Fault => ({
  kind: 'freeze-service',
  target,
  describe: `SIGSTOP of ${target} for ${forMs} ms${relief ? ' beside a second replica' : ''}`,
  inject: async (arena) => {
    const service = arena.system.services[target];
    const replica = relief ? await arena.system.addReplica(target) : undefined;
    service.freeze();
    try {
      await delay(forMs);
    } finally {
      service.resume();
    }
    await recovered(arena);
    await replica?.stop();
  },
});

/** Replicas come and go while batches are in work; every other one goes by kill -9. */
export const rebalance = (target: ServiceName, times: number, stayMs: number): Fault => ({
  kind: 'rebalance',
  target,
  describe: `${times} replicas of ${target} come and go`,
  inject: async (arena: FaultContext) => {
    for (let turn = 0; turn < times; turn += 1) {
      const replica = await arena.system.addReplica(target);
      await delay(stayMs);
      await (turn % 2 === 0 ? replica.stop() : replica.kill());
    }
    await recovered(arena);
  },
});
