import { pollIntervalMs } from '@harken/database';
import { Loop } from '@harken/messaging';
import { type Logger, type ServiceContext, settingsOf, type Worker } from '@harken/service';
import type { DataSource } from 'typeorm';
import { currentClassifier } from '../classification/current-classifier.cache.ts';
import { shippedModels } from '../classification/text-model/shipped-models.cache.ts';
import { feedbackSettings } from '../feedback.config.ts';
import type { EmbeddingsServer } from '../text-reader/embeddings.client.ts';
import { shippedLayer } from '../text-reader/shipped-layer.cache.ts';
import { readTexts } from '../text-reader/text-reader.client.ts';
import { type CurrentThemes, currentThemes } from '../themes/current-themes.cache.ts';
import { lookAgain } from './look-again.use-case.ts';
import { type PlannedLook, planLooks } from './plan-looks.ts';
import { nextSecondLookInMs, secondLookStore, secondLooksSignal } from './queue/second-look.store.ts';
import { examplesOf, type ThemeCentroids, themeCentroids } from './theme-centroids.ts';
import { waitingTexts } from './waiting-texts.queries.ts';

const textsPerRound = 32;
/** After this another replica looks at what one that has died had taken. */
const leaseMs = 120_000;
const [firstPauseMs, longestPauseMs] = [1_000, 300_000];

/**
 * Looks a second time at texts that wait, off the path of intake. While the reader is away nothing else waits for it: it
 * is asked again after 1 s, 2 s, ... 5 minutes, and the texts keep their first verdict until then.
 */
class SecondLookWorker implements Worker {
  readonly #dataSource: DataSource;
  readonly #logger: Logger;
  readonly #server: EmbeddingsServer;
  readonly #withinMs: number;
  readonly #stop = new AbortController();
  readonly #loop: Loop;
  #centroids: ThemeCentroids | undefined;
  #toldOf = '';

  constructor({ dataSource, logger }: ServiceContext, server: EmbeddingsServer, withinMs: number) {
    this.#dataSource = dataSource;
    this.#logger = logger;
    this.#server = server;
    this.#withinMs = withinMs;
    this.#loop = new Loop({
      round: () => this.#round(),
      retryDelayMs: (failures) => Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 10)),
      onError: (error, failures) => {
        if (!this.#stop.signal.aborted)
          logger.warn({ err: error, failures }, 'the text reader cannot be asked; waiting');
      },
    });
    secondLooksSignal.listen(dataSource, () => this.#wake());
  }

  #failing = false;

  // New texts do not end the pause after a failure.
  #wake(): void {
    if (!this.#failing) this.#loop.wake();
  }

  start(): void {
    secondLookStore.begin(this.#dataSource);
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop.stop();
  }

  async #round(): Promise<number> {
    const ids = await this.#dataSource.transaction((tx) => secondLookStore.claim(tx, textsPerRound, leaseMs));
    if (ids.length === 0) {
      const dueInMs = await nextSecondLookInMs(this.#dataSource);
      return Math.min(pollIntervalMs, Math.max(20, dueInMs ?? pollIntervalMs));
    }
    try {
      await this.#look(ids);
      this.#failing = false;
      return 0;
    } catch (error) {
      this.#failing = true;
      await this.#dataSource.transaction((tx) => secondLookStore.release(tx, ids));
      throw error;
    }
  }

  async #look(ids: readonly string[]): Promise<void> {
    const records = await waitingTexts(this.#dataSource, ids);
    const { policy, themes } = await this.#dataSource.transaction(async (tx) => ({
      ...(await currentClassifier(tx)),
      themes: await currentThemes(tx),
    }));
    const since = new Date(Date.now() - this.#withinMs);
    const looks = planLooks(records, { policy, models: shippedModels(), themes: themes.themes, since });
    const { model, vectors } = await this.#read(looks.map(({ record }) => record.text));
    const read = looks.flatMap((look, at) => {
      const vector = vectors[at];
      return vector ? [{ ...look, vector }] : [];
    });
    const centroids = looks.some(({ forThemes }) => forThemes) ? await this.#centroidsOf(themes, model) : undefined;
    const layer = this.#layerFor(model, read);
    await this.#dataSource.transaction(async (tx) => {
      await lookAgain(read, { layer, centroids }, tx);
      await secondLookStore.end(tx, ids);
    });
  }

  #read = (texts: readonly string[]) => readTexts(this.#server, texts, this.#stop.signal);

  /** Vectors of another model say nothing to the layer. */
  #layerFor(model: string, read: readonly (PlannedLook & { readonly vector: Float32Array })[]) {
    const layer = shippedLayer();
    if (read.length === 0) return undefined;
    if (model === layer.model && read[0]?.vector.length === layer.weights.length) return layer;
    if (this.#toldOf !== model) {
      const facts = { model, trainedFor: layer.model };
      this.#logger.warn(
        facts,
        'verdicts are not raised: the text reader has another model than the layer; train it anew',
      );
    }
    this.#toldOf = model;
    return undefined;
  }

  async #centroidsOf(themes: CurrentThemes, model: string): Promise<ThemeCentroids | undefined> {
    const known = this.#centroids;
    if (known?.version === themes.version && known.model === model) return known;
    const read = await this.#read(examplesOf(themes.themes));
    const whole = read.vectors.flatMap((vector) => vector ?? []);
    if (read.model !== model || whole.length < read.vectors.length) {
      this.#logger.warn({ version: themes.version }, 'the text reader did not read the examples of the themes');
      return undefined;
    }
    this.#centroids = themeCentroids(themes, { model, vectors: whole });
    return this.#centroids;
  }
}

const noReader: Worker = { start: () => undefined, stop: async () => undefined };

/** Does nothing without `TEXT_READER_URL`. */
export function secondLookWorker(context: ServiceContext): Worker {
  const settings = settingsOf(feedbackSettings, context.settings);
  const { TEXT_READER_URL: url, TEXT_READER_TIMEOUT: timeoutMs, TEXT_READER_WITHIN } = settings;
  if (url === undefined) return noReader;
  const server = { url, timeoutMs, apiKey: settings.TEXT_READER_KEY, model: settings.TEXT_READER_MODEL };
  return new SecondLookWorker(context, server, TEXT_READER_WITHIN);
}
