import { takeCommands } from '../load/child.ts';
import { HttpConnection } from '../load/http-connection.ts';
import { requestMaker } from '../load/request-maker.ts';
import { pause } from '../repeat.ts';

// Feeds batches at a rate that is changed while it runs; what was not sent in time is sent late, never left out.
const connections = 8;
const maxOwedBatches = 4;
let perSecond = 0;
let accepted = 0;
let feeding = false;
let lanes: Promise<unknown> = Promise.resolve();
let failure: unknown;

interface Feed {
  readonly url: string;
  readonly key: string;
  readonly batch: number;
}

function begin({ url, key, batch }: Feed): void {
  feeding = true;
  const make = requestMaker({ url, key, path: '/v1/feedback/batch', body: { batch } });
  let owed = 0;
  let last = performance.now();
  const lane = async (): Promise<void> => {
    const connection = await HttpConnection.open(url);
    try {
      while (feeding) {
        const now = performance.now();
        owed = Math.min(maxOwedBatches * batch, owed + ((now - last) * perSecond) / 1_000);
        last = now;
        if (owed < batch) {
          await pause(5);
          continue;
        }
        owed -= batch;
        const { status, body } = await connection.send(make());
        const taken = status === 200 ? (JSON.parse(body) as { accepted: number }).accepted : 0;
        if (taken !== batch) throw new Error(`${taken} of ${batch} accepted, status ${status}: ${body.slice(0, 300)}`);
        accepted += taken;
      }
    } finally {
      connection.close();
    }
  };
  lanes = Promise.all(Array.from({ length: connections }, lane)).catch((error: unknown) => {
    feeding = false;
    failure = error;
  });
}

/** Sets the rate; returns how many records were accepted since the beginning. */
function pace(rate: number): number {
  if (failure) throw failure;
  perSecond = rate;
  return accepted;
}

async function end(): Promise<number> {
  feeding = false;
  await lanes;
  if (failure) throw failure;
  return accepted;
}

takeCommands({ begin, pace, end });
