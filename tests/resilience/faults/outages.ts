import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@harken/contracts';
import type { Fault } from './fault.ts';
import { preload } from './preload.ts';
import { recovered } from './recovered.ts';

/** `stopped`: connections are refused. `frozen`: they stay open and nobody answers. */
export type OutageKind = 'stopped' | 'frozen';

export const outage = (target: 'kafka' | 'postgres', how: OutageKind, forMs: number): Fault => ({
  kind: `${target}-away`,
  target,
  describe: `${target} ${how} for ${forMs} ms`,
  inject: async (arena) => {
    const server = arena.infrastructure[target];
    if (how === 'stopped') await server.stop();
    else server.freeze();
    try {
      await delay(forMs);
    } finally {
      if (how === 'frozen') server.resume();
      await server.start();
    }
    await recovered(arena);
  },
});

const againMs = 200;

/** Filled again and again, as what is in use moves: until it is emptied not a byte is left for long. */
export const diskFull = (target: 'kafka' | 'postgres', forMs: number): Fault => ({
  kind: `disk-full-${target}`,
  target,
  describe: `the disk of ${target} is full for ${forMs} ms`,
  inject: async (arena) => {
    const volume = arena.infrastructure.volumes?.[target];
    if (!volume) throw new Error('There is no small volume on this machine.');
    try {
      for (const until = performance.now() + forMs; performance.now() < until; await delay(againMs)) {
        await volume.fill();
      }
    } finally {
      await volume.empty();
    }
    await recovered(arena);
  },
});

/** The clock of one service's host is wrong, later right again; the database's is right all the time. */
export const clockWrong = (target: ServiceName, shiftMs: number, forMs: number): Fault => ({
  kind: 'clock-wrong',
  target,
  describe: `the clock of ${target} is ${Math.abs(shiftMs) / 60_000} min ${shiftMs < 0 ? 'behind' : 'ahead'} for ${forMs} ms`,
  inject: async (arena) => {
    const service = arena.system.services[target];
    await service.stop();
    service.start(preload('shift-clock', { HARKEN_CLOCK_SHIFT_MS: String(shiftMs) }));
    try {
      await service.ready();
      await delay(forMs);
    } finally {
      await service.stop();
      service.start();
    }
    await recovered(arena);
  },
});

const behaviours = { hangs: 'hangs', '500': 'fails', slow: 'slow', half: 'half' } as const;

export const endpointFails = (how: keyof typeof behaviours, forMs: number): Fault => ({
  kind: `endpoint-${how}`,
  target: 'webhook endpoint',
  describe: `an endpoint ${how} for ${forMs} ms`,
  inject: async ({ endpoints }) => {
    endpoints.behave('faulty', behaviours[how]);
    try {
      await delay(forMs);
    } finally {
      endpoints.behave('faulty', 'well');
    }
  },
});
