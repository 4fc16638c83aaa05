/** What came of one attempt. */
export type Outcome =
  | { readonly ok: true; readonly code: number | null; readonly durationMs: number }
  | {
      readonly ok: false;
      /** The answer's status; null when none came. */
      readonly code: number | null;
      /** A short code for the log: `http-500`, `timeout`, `address-refused`. */
      readonly error: string;
      readonly durationMs: number;
      readonly retryAfterMs?: number | undefined;
      /** The endpoint says that it will never take anything again. */
      readonly gone?: boolean;
    };
