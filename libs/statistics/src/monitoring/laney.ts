/**
 * Limits of a Laney p' chart: the centre is the share of all, the limits are three standard deviations of a share at
 * its own n, widened by the spread between the samples: sigma_z is the mean moving range of the z-values over 1.128.
 * `null` for fewer than two samples. Source: Laney, Quality Engineering 14(4), 2002.
 */
export function laneyLimits(
  samples: readonly { readonly n: number; readonly successes: number }[],
): { readonly centre: number; readonly sigmaZ: number; readonly limits: { low: number; high: number }[] } | null {
  const used = samples.filter(({ n }) => n > 0);
  if (used.length < 2) return null;
  const total = used.reduce((sum, { n }) => sum + n, 0);
  const centre = used.reduce((sum, { successes }) => sum + successes, 0) / total;
  const sigma = (n: number) => Math.sqrt((centre * (1 - centre)) / n);
  const z = used.map(({ n, successes }) => (sigma(n) === 0 ? 0 : (successes / n - centre) / sigma(n)));
  const ranges = z.slice(1).map((value, index) => Math.abs(value - (z[index] as number)));
  const sigmaZ = ranges.reduce((sum, range) => sum + range, 0) / ranges.length / 1.128;
  const limits = samples.map(({ n }) => {
    const half = n > 0 ? 3 * sigma(n) * sigmaZ : Number.POSITIVE_INFINITY;
    return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
  });
  return { centre, sigmaZ, limits };
}
