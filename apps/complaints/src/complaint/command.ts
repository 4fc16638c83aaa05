import type { Outcome, Severity } from '@harken/contracts';

type Why = { readonly reason?: string | undefined };
/** How the customer was told. */
type Told = { readonly channel: string; readonly text: string };
type Perhaps<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A message of the thread; its text is kept there. */
type Written = { readonly messageId: string; readonly channel: string; readonly attachments: number };

type Plain<N extends string> = N extends string ? { readonly name: N } & Why : never;

export type Command =
  | Plain<'acknowledge' | 'investigate' | 'wait-for-customer' | 'wait-for-third-party' | 'resume' | 'resolve' | 'close'>
  | ({ readonly name: 'assign'; readonly assignee: string | null; readonly how?: string | undefined } & Why)
  | ({ readonly name: 'answer'; readonly outcome: Outcome; readonly reasons: readonly string[] } & Told & {
        readonly recourse?: string | undefined;
      })
  | ({ readonly name: 'reject'; readonly reasons: readonly string[] } & Told)
  | ({ readonly name: 'withdraw' } & Perhaps<Told> & Why)
  | ({ readonly name: 'mark-duplicate'; readonly of: string } & Perhaps<Told> & Why)
  | { readonly name: 'reopen'; readonly reason: string }
  | ({ readonly name: 'change-severity'; readonly severity: Severity } & Why)
  | ({
      readonly name: 'reroute';
      readonly team: string;
      readonly assignee: string | null;
      readonly rule: string | null;
    } & Why)
  | { readonly name: 'link'; readonly to: string; readonly kind: string }
  | { readonly name: 'note'; readonly text: string }
  | ({ readonly name: 'receive-message' } & Written)
  | ({ readonly name: 'send-message' } & Written);

export type CommandOf<N extends Command['name']> = N extends unknown ? Extract<Command, { name: N }> : never;
