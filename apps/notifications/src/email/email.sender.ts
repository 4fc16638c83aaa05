import { readFileSync } from 'node:fs';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Alert } from '../alerts/alert.ts';
import { type Delivery, type Language, languages } from '../channels/delivery.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { OutgoingAlert, Send } from '../channels/sender.ts';
import { type EmailTemplate, renderEmail } from './email-message.ts';

export interface EmailOptions {
  readonly smtpUrl: string | undefined;
  readonly from: string;
  readonly publicUrl: string | undefined;
  readonly timeoutMs: number;
}

type Email = Extract<Delivery, { kind: 'email' }>;

const templates = Object.fromEntries(
  languages.map((language) => {
    const text = readFileSync(new URL(`./templates/${language}.json`, import.meta.url), 'utf8');
    return [language, JSON.parse(text) as EmailTemplate];
  }),
) as Readonly<Record<Language, EmailTemplate>>;

/** Sends alerts by SMTP. Without a server every attempt fails with `email-not-configured` and is tried again. */
export function emailSender(options: EmailOptions): { send: Send<Email>; close(): Promise<void> } {
  const { smtpUrl, timeoutMs } = options;
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  // A message that names a file or a URL must not make nodemailer read it.
  const access = { disableFileAccess: true, disableUrlAccess: true };
  const transport = smtpUrl
    ? createTransport({ url: smtpUrl, pool: true, maxConnections: 5, ...limits, ...access })
    : undefined;
  return {
    async send(delivery, alert) {
      const startedAt = performance.now();
      const failed = (error: string, code: number | null = null): Outcome => ({
        ok: false,
        code,
        error,
        durationMs: performance.now() - startedAt,
      });
      if (!transport) return failed('email-not-configured');
      try {
        await transport.sendMail(toMessage(delivery, alert, options));
        return { ok: true, code: 250, durationMs: performance.now() - startedAt };
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string };
        return failed(responseCode ? `smtp-${responseCode}` : errorCode(code), responseCode ?? null);
      }
    },
    close: async () => transport?.close(),
  };
}

const errorCode = (code: string | undefined): string =>
  code ? `smtp-${code.toLowerCase().replace(/^e/, '')}` : 'smtp-failed';

function toMessage(delivery: Email, sent: OutgoingAlert, { from, publicUrl }: EmailOptions): SendMailOptions {
  const alert = JSON.parse(sent.body) as Alert;
  const { subject, text, html } = renderEmail(alert, templates[delivery.language], publicUrl);
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    to: delivery.to.map((address) => ({ name: '', address })),
    subject,
    text,
    html,
    date: sent.sentAt,
    // The same in every attempt, so that a mail that arrives twice is shown once; one thread per complaint.
    messageId: `<${alert.id}@${domain}>`,
    references: `<${alert.subject.replace(/[^\w-]/g, '')}@${domain}>`,
    list: { id: { url: `alerts.${domain}`, comment: 'Harken alerts' } },
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': delivery.language,
    },
  };
}
