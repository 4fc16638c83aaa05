import { etagOf } from '../request/etag.ts';

/** A body with status and headers. A handler that returns anything else sends 200, or 201 for a POST. */
export class HttpResponse<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string>>;

  private constructor(status: number, body: T, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  static ok<T>(body: T): HttpResponse<T> {
    return new HttpResponse(200, body);
  }

  static created<T>(body: T): HttpResponse<T> {
    return new HttpResponse(201, body);
  }

  static accepted<T>(body: T): HttpResponse<T> {
    return new HttpResponse(202, body);
  }

  static noContent(): HttpResponse<undefined> {
    return new HttpResponse(204, undefined);
  }

  /** Any status, for stored responses. */
  static of<T>(status: number, body: T, headers: Readonly<Record<string, string>> = {}): HttpResponse<T> {
    return new HttpResponse(status, body, headers);
  }

  header(name: string, value: string): HttpResponse<T> {
    return new HttpResponse(this.status, this.body, { ...this.headers, [name.toLowerCase()]: value });
  }

  /** The version as `ETag: "7"`. */
  etag(version: number): HttpResponse<T> {
    return this.header('etag', etagOf(version));
  }

  location(path: string): HttpResponse<T> {
    return this.header('location', path);
  }
}
