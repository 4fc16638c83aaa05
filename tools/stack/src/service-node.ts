/**
 * How the Node of a service is started, everywhere; the image (deploy/Dockerfile) says the same. No limit that a service
 * could die of: they say when V8 collects. By itself it takes the size of the young generation from the memory of the
 * machine, 192 MiB where that is large, and lets the old one grow to several times what is alive. Only a command line
 * can set the first: a process that runs is too late.
 */
export const serviceNodeFlags = ['--max-semi-space-size=16', '--heap-growing-percent=150'] as const;

/** glibc keeps an arena for each thread, up to eight times the cores, and gives little of it back. */
export const fewArenas = { MALLOC_ARENA_MAX: '2' };
