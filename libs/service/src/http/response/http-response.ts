import { etagOf } from '../request/etag.ts';

/** A body with status and headers. A handler that returns anything else sends 200, or 201 for a POST. */
export class Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string>>;

  private constructor(status: number, body: T, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  static ok<T>(body: T): Answer<T> {
    return new Answer(200, body);
  }

  static created<T>(body: T): Answer<T> {
    return new Answer(201, body);
  }

  static accepted<T>(body: T): Answer<T> {
    return new Answer(202, body);
  }

  static noContent(): Answer<undefined> {
    return new Answer(204, undefined);
  }

  /** Any status, for stored responses. */
  static of<T>(status: number, body: T, headers: Readonly<Record<string, string>> = {}): Answer<T> {
    return new Answer(status, body, headers);
  }

  header(name: string, value: string): Answer<T> {
    return new Answer(this.status, this.body, { ...this.headers, [name.toLowerCase()]: value });
  }

  /** The version as `ETag: "7"`. */
  etag(version: number): Answer<T> {
    return this.header('etag', etagOf(version));
  }

  location(path: string): Answer<T> {
    return this.header('location', path);
  }
}
