/** Calls `send` at its intended times whether or not earlier ones have come back, and waits for all of them. */
export async function openLoop(
  perSecond: number,
  count: number,
  send: (n: number, intendedAt: number) => Promise<void>,
): Promise<void> {
  const start = performance.now() + 20;
  const underWay: Promise<void>[] = [];
  const failures: unknown[] = [];
  for (let n = 0; n < count; n += 1) {
    const intendedAt = start + (n * 1_000) / perSecond;
    const wait = intendedAt - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const sent = send(n, performance.timeOrigin + intendedAt);
    underWay.push(sent.catch((error: unknown) => void failures.push(error)));
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}

export const nowMs = (): number => performance.timeOrigin + performance.now();
