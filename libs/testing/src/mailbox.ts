import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  /** As they came, unfolded and decoded; the names are small. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A mail server of a test. */
export interface Mailbox {
  /** For `SMTP_URL`. */
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** How it answers: a code of SMTP to the recipient, or to the whole message; `hang-up` ends the connection after the message. */
  behave: (to: string) => { readonly recipient?: number; readonly message?: number | 'hang-up' };
  close(): Promise<void>;
}

const refusal = (responseCode: number) => Object.assign(new Error('refused'), { responseCode });

/** Starts a mail server that keeps what it gets. It knows SMTPUTF8. */
export async function startMailbox(): Promise<Mailbox> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _, done) {
      const { recipient } = mailbox.behave(address);
      done(recipient === undefined ? null : refusal(recipient));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const { message } = mailbox.behave(to[0] ?? '');
        if (typeof message === 'number') return done(refusal(message));
        mailbox.mails.push({ to, ...decoded(Buffer.concat(chunks).toString('utf8')) });
        // Whoever sent it never hears that it was taken.
        if (message === 'hang-up') return closeConnections();
        done();
      });
    },
  });
  server.on('error', () => {
    // Of a connection that was hung up.
  });
  const closeConnections = () => {
    for (const connection of (server as unknown as { connections: Set<{ close(): void }> }).connections)
      connection.close();
  };
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    behave: () => ({}),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  return mailbox;
}

/** One part of plain text in quoted-printable, base64 or as it is (RFC 2045, 2047). */
function decoded(raw: string): Omit<ReceivedMail, 'to'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [name = '', ...value] = line.split(':');
    headers[name.toLowerCase()] = words(value.join(':').trim());
  }
  const body = rest.join('\r\n\r\n');
  const encoding = headers['content-transfer-encoding'];
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : quoted(body, encoding);
  return { headers, text: text.replaceAll('\r\n', '\n') };
}

const quoted = (body: string, encoding: string | undefined): string =>
  encoding === 'quoted-printable' ? bytesOf(body.replaceAll('=\r\n', '')) : body;

const words = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, text: string) => Buffer.from(text, 'base64').toString('utf8'))
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, text: string) => bytesOf(text.replaceAll('_', ' ')));

const bytesOf = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
