import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface Mail {
  /** Of the message: the same in every attempt. */
  readonly id: string;
  readonly to: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * `sent`: the server has taken it. `refused`: it never will, because of the address or of the message. `not-sent`: nothing
 * was handed over, so it can be tried again. `unknown`: the connection broke after the message began to flow and before the
 * server answered (RFC 5321, 4.5.4.1 and RFC 1047); trying again might send it twice.
 */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly what: 'address' | 'message'; readonly response: string }
  | { readonly kind: 'not-sent' | 'unknown'; readonly error: string };

export interface MailServerOptions {
  readonly url: string;
  readonly from: string;
  readonly replyTo: string | undefined;
  readonly timeoutMs: number;
}

export interface MailServer {
  send(mail: Mail): Promise<MailOutcome>;
}

/** Sends each mail by a connection of its own, of which we know how far it has come. */
export function mailServer({ url, from, replyTo, timeoutMs }: MailServerOptions): MailServer {
  const { auth, ...connection } = parseConnectionUrl(url);
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const domain = /@([^\s@<>]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    async send(mail) {
      const composed = new MailComposer({
        ...{ from, subject: mail.subject, text: mail.text },
        ...(replyTo === undefined ? {} : { replyTo }),
        // An object is taken as one address, whatever is in it.
        to: { name: '', address: mail.to },
        messageId: `<${mail.id}@${domain}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'OOF, AutoReply',
          'Content-Language': mail.language,
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      }).compile();
      const bytes = await composed.build();
      const smtp = new SMTPConnection({ ...connection, ...limits });
      return transfer(smtp, { auth, envelope: composed.getEnvelope(), bytes });
    },
  };
}

interface Transfer {
  readonly auth: ReturnType<typeof parseConnectionUrl>['auth'];
  readonly envelope: ReturnType<ReturnType<MailComposer['compile']>['getEnvelope']>;
  readonly bytes: Buffer;
}

function transfer(smtp: SMTPConnection, { auth, envelope, bytes }: Transfer): Promise<MailOutcome> {
  let begun = false;
  // Read only when the server has said that it takes the message (354).
  const message = new Readable({
    read() {
      begun = true;
      this.push(bytes);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    const end = (error?: Error | null) => {
      smtp.close();
      resolve(error ? outcomeOf(error, begun) : { kind: 'sent' });
    };
    smtp.once('error', end);
    smtp.connect((refused) => {
      if (refused) return end(refused);
      const send = () => smtp.send(envelope, message, (error) => end(error));
      if (!auth) return send();
      smtp.login(auth, (failure) => (failure ? end(failure) : send()));
    });
  });
}

type SmtpError = Error & { readonly code?: string; readonly responseCode?: number; readonly command?: string };

function outcomeOf(error: SmtpError, begun: boolean): MailOutcome {
  const { responseCode, command, code } = error;
  const about = responseCode === undefined ? (code ?? error.message) : `smtp-${responseCode}`;
  // A permanent answer to the mail itself (RFC 5321, 4.2.1); to a login or a greeting it says nothing about the mail.
  if (responseCode !== undefined && responseCode >= 500) {
    if (command === 'RCPT TO') return { kind: 'refused', what: 'address', response: about };
    if (command === 'MAIL FROM' || command === 'DATA') return { kind: 'refused', what: 'message', response: about };
  }
  // The address needs SMTPUTF8 (RFC 6531), which the server does not have, or is none.
  if (code === 'EENVELOPE' && responseCode === undefined) return { kind: 'refused', what: 'address', response: about };
  return { kind: begun && responseCode === undefined ? 'unknown' : 'not-sent', error: about };
}
