import type { AddressInfo } from 'node:net';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { escalated, Notifications } from '../notifications.fixture.ts';

jest.setTimeout(30_000);

interface Mail {
  readonly to: readonly string[];
  readonly raw: string;
}

const mails: Mail[] = [];
let refuse = 0;
const mailbox = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    let raw = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      raw += chunk;
    });
    stream.on('end', () => {
      if (refuse-- > 0) return done(Object.assign(new Error('try later'), { responseCode: 451 }));
      mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
      done();
    });
  },
});

let notifications: Notifications;
beforeAll(async () => {
  await new Promise<void>((listening) => mailbox.listen(0, '127.0.0.1', listening));
  const { port } = mailbox.server.address() as AddressInfo;
  notifications = await Notifications.start({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    SMTP_FROM: 'Harken <alerts@cem.example.com>',
    PUBLIC_URL: 'https://cem.example.com/',
  });
});
afterAll(async () => {
  await notifications?.stop();
  await new Promise<void>((closed) => mailbox.close(() => closed()));
});

const subscribe = async (touchpoint: string, language?: string) => {
  const delivery = { kind: 'email', to: ['mara@example.com', 'duty@example.com'], ...(language ? { language } : {}) };
  const filter = { types: ['harken.complaints.complaint-escalated'], touchpoints: [touchpoint] };
  const { status, body } = await notifications.call('POST', '/v1/subscriptions', {
    body: { name: 'duty', filter, delivery },
  });
  expect(status).toBe(201);
  expect(body.secret).toBeUndefined();
  return body.id as string;
};

const decoded = (raw: string): string =>
  raw
    .replace(/=\?UTF-8\?B\?([^?]*)\?=(\s+(?==\?))?/gi, (_, text: string) =>
      Buffer.from(text, 'base64').toString('utf8'),
    )
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=(\s+(?==\?))?/gi, (_, text: string) => percent(text.replaceAll('_', ' ')))
    .replace(
      /\r\n\r\n([A-Za-z0-9+/=\r\n]{60,})\r\n/g,
      (_, text: string) => `\n\n${Buffer.from(text, 'base64').toString('utf8')}\n`,
    );
const percent = (text: string): string => decodeURIComponent(text.replace(/=([0-9A-F]{2})/g, '%$1'));

describe('an e-mail about an escalation', () => {
  it.each([
    ['en', 'was escalated to level 1', 'Severity: high'],
    ['zh-Hans', '已升级至第 1 级', '严重程度: 高'],
    ['th', 'ขึ้นถึงระดับ 1', 'ความรุนแรง: สูง'],
  ])('comes in %s, thin, and says that no person wrote it', async (language, headline, line) => {
    mails.length = 0;
    await subscribe(language, language);
    const event = escalated({ touchpoint: language });
    await notifications.record(event);
    await eventually(() => mails.length === 1);
    const [mail] = mails;
    const raw = decoded(mail?.raw ?? '');
    expect(mail?.to).toEqual(['mara@example.com', 'duty@example.com']);
    expect(raw).toContain(headline);
    expect(raw.replaceAll('=\r\n', '')).toMatch(
      new RegExp(
        `${line}|${encodeURIComponent(line).replaceAll('%20', ' ').replaceAll('%3A', ':').replaceAll('%', '=')}`,
      ),
    );
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(raw).toMatch(/^List-ID: /im);
    expect(raw).toContain(`Message-ID: <${event.id}@cem.example.com>`);
    expect(raw).not.toContain('crm-10042');
  });

  it('is tried again under the same Message-ID, and each attempt is in the log', async () => {
    mails.length = 0;
    refuse = 2;
    const id = await subscribe('retry');
    await notifications.record(escalated({ touchpoint: 'retry' }));
    await eventually(() => mails.length === 1);
    await eventually(async () => {
      const attempts = await notifications.attempts(id);
      expect(attempts.map(({ status, responseCode }) => [status, responseCode])).toEqual([
        ['failed', 451],
        ['failed', 451],
        ['delivered', 250],
      ]);
    });
  });

  it.each(['a@b.co\r\nBcc: x@evil.example', 'a@b.co, x@evil.example', '"a\nb"@b.co', 'no-address'])(
    'is not sent to %p',
    async (address) => {
      const body = { name: 'x', delivery: { kind: 'email', to: [address] } };
      expect((await notifications.call('POST', '/v1/subscriptions', { body })).status).toBe(400);
    },
  );

  it('can be tried with a ping', async () => {
    mails.length = 0;
    const id = await subscribe('ping');
    const { body } = await notifications.call('POST', `/v1/subscriptions/${id}/test`);
    expect(body).toMatchObject({ status: 'delivered', responseCode: 250 });
    expect(mails).toHaveLength(1);
  });
});
