import { setTimeout as delay } from 'node:timers/promises';

const settleMs = 90_000;

/** Asks again until `fine` or until the time is over; gives the last answer. */
export async function settle<T>(ask: () => Promise<T>, fine: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const answer = await ask();
    if (fine(answer) || Date.now() > deadline) return answer;
    await delay(500);
  }
}
