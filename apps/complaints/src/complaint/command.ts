import type { Outcome, Severity } from '@harken/contracts';

type WithReason = { readonly reason?: string | undefined };
/** How the reply reached the customer. */
type ReplyText = { readonly channel: string; readonly text: string };
type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A message of the thread, which keeps its text. */
type MessageReference = { readonly messageId: string; readonly channel: string; readonly attachments: number };

type SimpleCommand<N extends string> = N extends string ? { readonly name: N } & WithReason : never;

export type Command =
  | SimpleCommand<
      'acknowledge' | 'investigate' | 'wait-for-customer' | 'wait-for-third-party' | 'resume' | 'resolve' | 'close'
    >
  | ({ readonly name: 'assign'; readonly assignee: string | null; readonly how?: string | undefined } & WithReason)
  | ({ readonly name: 'answer'; readonly outcome: Outcome; readonly reasons: readonly string[] } & ReplyText & {
        readonly recourse?: string | undefined;
      })
  | ({ readonly name: 'reject'; readonly reasons: readonly string[] } & ReplyText)
  | ({ readonly name: 'withdraw' } & Optional<ReplyText> & WithReason)
  | ({ readonly name: 'mark-duplicate'; readonly of: string } & Optional<ReplyText> & WithReason)
  | { readonly name: 'reopen'; readonly reason: string }
  | ({ readonly name: 'change-severity'; readonly severity: Severity } & WithReason)
  | ({
      readonly name: 'reroute';
      readonly team: string;
      readonly assignee: string | null;
      readonly rule: string | null;
    } & WithReason)
  | { readonly name: 'link'; readonly to: string; readonly kind: string }
  | { readonly name: 'note'; readonly text: string }
  | ({ readonly name: 'receive-message' } & MessageReference)
  | ({ readonly name: 'send-message' } & MessageReference);

export type CommandOf<N extends Command['name']> = N extends unknown ? Extract<Command, { name: N }> : never;
