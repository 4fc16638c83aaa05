/** The outcome of one attempt. */
export type Outcome =
  | { readonly ok: true; readonly code: number | null; readonly durationMs: number }
  | {
      readonly ok: false;
      /** The response status; null without a response. */
      readonly code: number | null;
      /** A short code for the log: `http-500`, `timeout`, `address-refused`. */
      readonly error: string;
      readonly durationMs: number;
      readonly retryAfterMs?: number | undefined;
      /** The endpoint is gone for good (410). */
      readonly gone?: boolean;
    };
