const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** One line when a step is done, with its time. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work().catch((error: unknown) => {
    say(`  ✗ ${name}`);
    throw error;
  });
  say(`  ✓ ${name.padEnd(44)} ${seconds(performance.now() - started).padStart(7)}`);
  return result;
}

export const say = (text: string): boolean => process.stdout.write(`${text}\n`);
