import { Agent, type BodyInit, fetch } from 'undici';

/** Calls one service; a file may take longer to send than any timeout. */
export class HttpClient {
  readonly #url: string;
  readonly #key: string;
  readonly #agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  async text(method: string, path: string, body?: BodyInit, type?: string): Promise<string> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      dispatcher: this.#agent,
      headers: { authorization: `Bearer ${this.#key}`, ...(type && { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(problemIn(answer) ?? `${method} ${path}: ${response.status}`);
    return answer;
  }

  async json<T>(method: string, path: string, body?: BodyInit, type?: string): Promise<T> {
    return JSON.parse(await this.text(method, path, body, type)) as T;
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

interface ProblemDocument {
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

function problemIn(answer: string): string | undefined {
  try {
    const { detail, errors = [] } = JSON.parse(answer) as ProblemDocument;
    const faults = errors.map((fault) => `${fault.pointer} ${fault.detail}`).join('; ');
    return detail && (faults ? `${detail} (${faults})` : detail);
  } catch {
    return undefined;
  }
}
