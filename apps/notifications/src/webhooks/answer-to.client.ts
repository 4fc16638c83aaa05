import type { Dispatcher } from 'undici';

export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

// Enough to keep the connection; nobody reads what an endpoint writes.
const answerBytesRead = 16 * 1024;

class AnswerTimedOut extends Error {
  readonly code = 'timeout';
}

class AnswerTooLong extends Error {}

/**
 * Sends a request and waits for its whole answer, at most so long. One that is too long or breaks off after its head counts
 * by its status. undici's own `request` makes a stream and an AbortSignal for each answer, of which nothing is needed here.
 */
export function answerTo(agent: Dispatcher, request: Dispatcher.DispatchOptions, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    agent.dispatch(request, new AnswerHandler(resolve, reject, timeoutMs));
  });
}

class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #timedOut: AnswerTimedOut | undefined;
  #answer: Answer | undefined;
  #bytes = 0;

  constructor(
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (error: Error) => void,
    timeoutMs: number,
  ) {
    this.#timer = setTimeout(() => this.#giveUp(), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited for its connection for too long: nothing of it is sent.
    if (this.#timedOut) controller.abort(this.#timedOut);
  }

  onResponseStart(_: Dispatcher.DispatchController, statusCode: number, headers: Answer['headers']): void {
    if (statusCode >= 200) this.#answer = { statusCode, headers };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > answerBytesRead) controller.abort(new AnswerTooLong());
  }

  onResponseEnd(): void {
    this.#settle();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#settle(error);
  }

  #settle(error?: Error): void {
    clearTimeout(this.#timer);
    if (this.#answer && !this.#timedOut) this.resolve(this.#answer);
    else this.reject(this.#timedOut ?? error ?? new Error('an answer without a status'));
  }

  #giveUp(): void {
    this.#timedOut = new AnswerTimedOut();
    this.reject(this.#timedOut);
    this.#controller?.abort(this.#timedOut);
  }
}
