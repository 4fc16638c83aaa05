import { execa } from 'execa';

const howToGet: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install openjdk maven',
  win32: 'winget install EclipseAdoptium.Temurin.21.JDK, and Maven from https://maven.apache.org',
  linux: 'apt-get install default-jdk-headless maven, or what your distribution calls them',
};

/** What of Java 17+ and Maven is missing on this machine, in words; [] when both are there. */
export async function missingJavaTools({ mavenNeeded }: { mavenNeeded: boolean }): Promise<string[]> {
  const [java, maven] = await Promise.all([
    versionOf('java', ['-version']),
    mavenNeeded ? versionOf('mvn', ['-v']) : '',
  ]);
  const missing: string[] = [];
  if (java === undefined) missing.push('Java 17 or newer');
  else if (javaMajor(java) < 17) missing.push(`Java 17 or newer (there is ${java.split('\n')[0]})`);
  if (maven === undefined) missing.push('Maven');
  return missing;
}

export const howToGetJava = (): string =>
  howToGet[process.platform] ?? 'https://adoptium.net, https://maven.apache.org';

export function javaMajor(versionText: string): number {
  const [, first = '0', second = '0'] = /version "(\d+)(?:\.(\d+))?/.exec(versionText) ?? [];
  return Number(first) === 1 ? Number(second) : Number(first);
}

async function versionOf(command: string, args: string[]): Promise<string | undefined> {
  const { failed, all } = await execa(command, args, { all: true, reject: false });
  return failed ? undefined : all;
}
