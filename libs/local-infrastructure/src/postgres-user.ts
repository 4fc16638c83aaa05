import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** How to run PostgreSQL's programs: it refuses to run as root, so root picks an unprivileged user for it. */
export interface PostgresUser {
  readonly uid?: number;
  readonly gid?: number;
  /** Command and arguments before the program itself, when a changed user id alone is not enough. */
  readonly prefix: readonly string[];
}

export function postgresUser(paths: readonly string[]): PostgresUser {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const { uid, gid } = unprivilegedUser();
  if (paths.every((path) => othersMayEnter(path))) return { uid, gid, prefix: [] };
  // A checkout below /root: the server may pass closed folders on its way, and nothing more.
  const capability = '+dac_read_search';
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  // Without this, access(2), which PostgreSQL asks about its programs, would not count the capability.
  const fixed = '--securebits=+no_setuid_fixup';
  return { uid, gid, prefix: ['setpriv', ...ids, fixed, `--inh-caps=${capability}`, `--ambient-caps=${capability}`] };
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }] as const),
  );
  const user = users.get('postgres') ?? users.get('nobody');
  if (!user || user.uid === 0) {
    throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.');
  }
  return user;
}

function othersMayEnter(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
