/** A sleep that can be ended early; a wake-up during work is not lost: the next sleep ends at once. */
export class Sleeper {
  #pending = false;
  #end: (() => void) | undefined;

  wake(): void {
    this.#pending = true;
    this.#end?.();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.#pending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, ms));
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#end = undefined;
    }
    this.#pending = false;
  }
}

/** 100 ms, 200 ms, 400 ms ... up to `most`, give or take a quarter so that replicas do not march in step. */
export const backoffMs = (attempt: number, most = 5_000): number =>
  Math.min(most, 100 * 2 ** Math.min(attempt, 20)) * (0.75 + Math.random() / 2);
