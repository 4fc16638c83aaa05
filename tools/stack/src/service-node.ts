/**
 * How the Node of a service is started, wherever: the image (deploy/Dockerfile) says the same. No limit that a service
 * could die of, only how far V8 lets garbage grow: by itself it makes the young generation 16 MiB times up to 12 on a
 * large machine, and hardly 3 in a small container. Both can be set before the start only.
 */
export const serviceNodeFlags = ['--max-semi-space-size=16', '--heap-growing-percent=100'] as const;

/** glibc keeps an arena for each thread, up to eight times the cores, and gives little of it back. */
export const fewArenas = { MALLOC_ARENA_MAX: '2' };
