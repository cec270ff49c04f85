import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { CannotStart, inWords } from './cannot-start';
import { freePort, isFree } from './free-port';
import { lastLines } from './log-files';
import { OwnedProcess, stopLeftover } from './owned-process';
import { postgresBinaries, type RunAs, runAs } from './postgres-binaries';
import { diskFull, initialise, reachable, stopPostmaster } from './postgres-data';

// SIGINT is PostgreSQL's fast stop: sessions are ended, everything is written, no recovery at the next start.
const STOP = { signal: 'SIGINT', withinMs: 30_000 } as const;
const READY_WITHIN_MS = 120_000;

export interface PostgresOptions {
  /** Data and pid file; one server per folder. Moved to the system's temporary folder when its user may not reach it. */
  folder: string;
  logFolder: string;
  password: string;
  port?: number;
  /** False for tests: survives the death of any process, but not of the machine. */
  durable?: boolean;
  progress?: (line: string) => void;
}

/** A real PostgreSQL on loopback, which keeps its port and its data over `stop` and `start`. */
export class EmbeddedPostgres {
  private process: OwnedProcess | undefined;

  private constructor(
    private readonly options: PostgresOptions,
    readonly port: number,
    private readonly folder: string,
    private readonly binaries: string,
    private readonly as: RunAs | undefined,
  ) {}

  /** Finds the binaries, stops what an earlier launcher left in this folder, and makes the data folder if there is none. */
  static async prepare(options: PostgresOptions): Promise<EmbeddedPostgres> {
    try {
      const as = runAs();
      const binaries = postgresBinaries(as);
      const folder = reachable(options.folder, as, options.progress);
      await stopLeftover(join(folder, 'postgres.pid'), STOP);
      await stopPostmaster(join(folder, 'data'), STOP);
      if (options.port !== undefined && !(await isFree(options.port)))
        throw new CannotStart(
          `Port ${options.port}, wanted for PostgreSQL, is taken: stop what listens there or choose another port.`,
        );
      await initialise({ folder, binaries, as, password: options.password, progress: options.progress });
      return new EmbeddedPostgres(options, options.port ?? (await freePort()), folder, binaries, as);
    } catch (error) {
      throw inWords(error, options.folder);
    }
  }

  static async start(options: PostgresOptions): Promise<EmbeddedPostgres> {
    const postgres = await EmbeddedPostgres.prepare(options);
    await postgres.start();
    return postgres;
  }

  /** The server's URL with its superuser; `database` or none. */
  url(database = 'postgres'): string {
    return `postgres://postgres:${this.options.password}@127.0.0.1:${this.port}/${database}`;
  }

  get pid(): number | undefined {
    return this.process?.running ? this.process.pid : undefined;
  }

  /** Starts the server and resolves once it takes connections; a server that runs already is left alone. */
  async start(): Promise<OwnedProcess> {
    if (this.process?.running) return this.process;
    const late = Date.now() + READY_WITHIN_MS;
    while (true) {
      const server = await this.launch();
      if (await this.ready(server, late)) return server;
      // The backends of a killed server may outlive it for a moment and keep its shared memory.
      if (!/shared memory block is still in use/.test(lastLines(this.logFile, 20)) || Date.now() > late)
        throw this.whyItEnded();
      await wait(250);
    }
  }

  /** An ordered stop; the data stays. */
  async stop(): Promise<void> {
    await this.process?.stop();
  }

  /** The end of a power cut for the server; for fault tests. */
  async kill(): Promise<void> {
    this.process?.signal('SIGKILL');
    await this.process?.ended;
  }

  private get logFile(): string {
    return join(this.options.logFolder, 'postgres.log');
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  private async launch(): Promise<OwnedProcess> {
    const settings: Record<string, string> = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      // No socket file: a path below a closed or a long-named folder would be one more way to fail.
      unix_socket_directories: '',
      max_connections: '300',
      shared_buffers: '256MB',
      timezone: 'UTC',
      log_timezone: 'UTC',
      jit: 'off',
      ...(this.options.durable === false ? { fsync: 'off', full_page_writes: 'off' } : {}),
    };
    this.process = await OwnedProcess.start({
      command: join(this.binaries, 'bin', 'postgres'),
      args: [
        '-D',
        this.data,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      env: { ...process.env, TZ: 'UTC', LC_MESSAGES: 'C' },
      cwd: '/',
      logFile: this.logFile,
      pidFile: join(this.folder, 'postgres.pid'),
      stop: STOP,
      ...this.as,
    });
    return this.process;
  }

  private async ready(server: OwnedProcess, late: number): Promise<boolean> {
    while (Date.now() < late) {
      if (!server.running) return false;
      if (await answers(this.url())) return true;
      await Promise.race([wait(50), server.ended]);
    }
    await server.stop();
    throw new CannotStart(
      `PostgreSQL did not answer within ${READY_WITHIN_MS / 1000} s: see ${this.logFile}.`,
    );
  }

  private whyItEnded(): Error {
    const said = lastLines(this.logFile, 30);
    if (/No space left on device/.test(said)) return new CannotStart(diskFull);
    if (/Address already in use|could not bind/.test(said))
      return new CannotStart(`Port ${this.port}, wanted for PostgreSQL, has just been taken: start again.`);
    return new CannotStart(`PostgreSQL stopped while starting: see ${this.logFile}.`);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
