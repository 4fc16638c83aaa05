import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

interface Command {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

/** A process of the bench that works on command, so that it shares its event loop with nothing else. */
export class Child {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #exited: Promise<unknown>;
  #next = 0;
  #ending = false;

  private constructor(child: ChildProcess) {
    this.#process = child;
    this.#exited = once(child, 'exit');
    child.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.error === undefined) waiting?.resolve(reply.value);
      else waiting?.reject(new Error(reply.error));
    });
    child.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`a process of the bench ended: ${signal ?? code}`));
      if (!this.#ending && this.#waiting.size === 0) console.error(`a process of the bench ended: ${signal ?? code}`);
    });
  }

  /** Resolves when the process says that it takes commands. It runs what was built, like the services. */
  static async start(file: string, env: NodeJS.ProcessEnv = {}): Promise<Child> {
    const forked = fork(file, {
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', ...env },
      execArgv: process.execArgv.filter((option) => !option.startsWith('--conditions')),
    });
    const child = new Child(forked);
    await Promise.race([
      once(forked, 'message'),
      child.#exited.then(() => Promise.reject(new Error(`${file} did not start`))),
    ]);
    return child;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  ask<T>(name: string, argument: unknown = null): Promise<T> {
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      this.#process.send({ id, name, argument } satisfies Command);
    });
  }

  async stop(): Promise<void> {
    this.#ending = true;
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill('SIGKILL');
    await this.#exited;
  }
}

type Handlers = Readonly<Record<string, (argument: never) => unknown>>;

/** The other side: answers each command by the handler of its name. */
export function takeCommands(handlers: Handlers): void {
  const answer = (reply: Reply): void => void process.send?.(reply);
  process.on('message', ({ id, name, argument }: Command) => {
    const handler = handlers[name];
    Promise.resolve()
      .then(() => {
        if (!handler) throw new Error(`no command ${name}`);
        return handler(argument as never);
      })
      .then(
        (value) => answer({ id, value }),
        (error: unknown) =>
          answer({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ id: -1 });
}
