import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Infrastructure, inHome, startInfrastructure } from '@harken/local-infrastructure';

export interface SecureInfrastructure extends Infrastructure {
  /** The certificate of both servers, which signed itself. PEM. */
  readonly ca: string;
  /** Kafka's only user, for PLAIN and SCRAM. */
  readonly user: string;
  readonly password: string;
}

/** A PostgreSQL that demands TLS, and a Kafka that demands TLS and a login. Each test file that needs them starts its own. */
export async function startSecureInfrastructure(): Promise<SecureInfrastructure> {
  const folder = inHome(`secure-${randomBytes(4).toString('hex')}`);
  const { certificate, key } = await newCertificate(folder);
  const [user, password] = ['harken', randomBytes(12).toString('hex')];
  const infrastructure = await startInfrastructure({
    folder,
    postgres: { durable: false, tls: { certificate, key } },
    kafka: { login: { certificate, key, ca: certificate, user, password } },
  });
  return { ...infrastructure, ca: certificate, user, password };
}

async function newCertificate(folder: string): Promise<{ certificate: string; key: string }> {
  mkdirSync(folder, { recursive: true });
  const [certificateFile, keyFile] = [join(folder, 'server.pem'), join(folder, 'server.key')];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
    ...['-keyout', keyFile, '-out', certificateFile],
  ]);
  return { certificate: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}
