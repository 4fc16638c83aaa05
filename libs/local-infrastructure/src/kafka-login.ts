import { connect } from 'node:tls';

/** A broker that demands TLS and a login (SASL). Certificates and keys are PEM; the key is PKCS 8. */
export interface KafkaLogin {
  readonly certificate: string;
  readonly key: string;
  /** Who signed the certificate. */
  readonly ca: string;
  readonly user: string;
  readonly password: string;
}

const listener = 'listener.name.sasl_ssl';
const loginModule = (name: string, options: string): string =>
  `org.apache.kafka.common.security.${name} required ${options};`;

/** A value of a properties file is one line. */
const oneLine = (pem: string): string => pem.trim().replaceAll('\n', '\\n');

/** Properties in place of those of the open listener. PLAIN and SCRAM-SHA-256 and 512 know the same user. */
export function loginProperties(
  { certificate, key, ca, user, password }: KafkaLogin,
  { port, controllerPort }: { readonly port: number; readonly controllerPort: number },
): Record<string, string> {
  const us = `username="${user}" password="${password}"`;
  return {
    listeners: `SASL_SSL://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `SASL_SSL://127.0.0.1:${port}`,
    'inter.broker.listener.name': 'SASL_SSL',
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    [`${listener}.plain.sasl.jaas.config`]: loginModule('plain.PlainLoginModule', `${us} user_${user}="${password}"`),
    [`${listener}.scram-sha-256.sasl.jaas.config`]: loginModule('scram.ScramLoginModule', us),
    [`${listener}.scram-sha-512.sasl.jaas.config`]: loginModule('scram.ScramLoginModule', us),
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.certificate.chain': oneLine(certificate),
    'ssl.keystore.key': oneLine(key),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': oneLine(ca),
  };
}

/** The user for SCRAM is part of the data: it is made when the log is formatted. */
export const scramOptions = ({ user, password }: KafkaLogin): string[] =>
  ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${user},password=${password}]`,
  ]);

/** True when the broker completes a handshake. Without a login it answers nothing more. */
export function acceptsTls(port: number, host = '127.0.0.1', withinMs = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, rejectUnauthorized: false });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(withinMs, () => end(false));
    socket.once('error', () => end(false));
    socket.once('secureConnect', () => end(true));
  });
}
