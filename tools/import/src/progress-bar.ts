import cliProgress from 'cli-progress';

/** How far an import has come. */
export interface Progress {
  readonly read: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface ProgressBar {
  show(progress: Progress): void;
  stop(): void;
}

/** A bar on a terminal; elsewhere only the result is printed. `total` is about how many rows there are. */
export function progressBar(total: number): ProgressBar {
  const bar = new cliProgress.SingleBar({
    format:
      '{bar} {percentage}% | {value} rows, {accepted} taken, {duplicates} known, {rejected} refused | {eta_formatted}',
    stopOnComplete: false,
    clearOnComplete: false,
    noTTYOutput: false,
  });
  bar.start(Math.max(1, total), 0, { accepted: 0, duplicates: 0, rejected: 0 });
  return {
    show: ({ read, ...counts }) => {
      if (read > bar.getTotal()) bar.setTotal(read);
      bar.update(read, counts);
    },
    stop: () => bar.stop(),
  };
}
