import type { Dispatcher } from 'undici';

export interface EndpointResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

// Enough to keep the connection alive; nobody reads the response body.
const maxResponseBytes = 16 * 1024;

class ResponseTimedOut extends Error {
  readonly code = 'timeout';
}

class ResponseTooLong extends Error {}

/**
 * Sends a request and waits for the whole response, at most `timeoutMs`. A response that is too long or breaks off after its
 * head counts by its status. undici's own `request` makes a stream and an AbortSignal per response; neither is needed here.
 */
export function sendRequest(
  agent: Dispatcher,
  request: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<EndpointResponse> {
  return new Promise((resolve, reject) => {
    agent.dispatch(request, new ResponseHandler(resolve, reject, timeoutMs));
  });
}

class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #timedOut: ResponseTimedOut | undefined;
  #response: EndpointResponse | undefined;
  #bytes = 0;

  constructor(
    private readonly resolve: (response: EndpointResponse) => void,
    private readonly reject: (error: Error) => void,
    timeoutMs: number,
  ) {
    this.#timer = setTimeout(() => this.#giveUp(), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited too long for its connection: nothing is sent.
    if (this.#timedOut) controller.abort(this.#timedOut);
  }

  onResponseStart(_: Dispatcher.DispatchController, statusCode: number, headers: EndpointResponse['headers']): void {
    if (statusCode >= 200) this.#response = { statusCode, headers };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > maxResponseBytes) controller.abort(new ResponseTooLong());
  }

  onResponseEnd(): void {
    this.#settle();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#settle(error);
  }

  #settle(error?: Error): void {
    clearTimeout(this.#timer);
    if (this.#response && !this.#timedOut) this.resolve(this.#response);
    else this.reject(this.#timedOut ?? error ?? new Error('a response without a status'));
  }

  #giveUp(): void {
    this.#timedOut = new ResponseTimedOut();
    this.reject(this.#timedOut);
    this.#controller?.abort(this.#timedOut);
  }
}
