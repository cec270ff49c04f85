import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** `open` forwards, `silent` takes and forwards nothing, `until-answer` is reset instead of answering. */
  state: 'open' | 'silent' | 'until-answer';
}

/**
 * A wire between one service and a store, which a test may cut and mend: give the service the link's port instead of the
 * store's. Connections that are open when it is cut are reset; new ones are refused until it is mended. Connections may
 * also be made half open, or lose the store's next answer.
 */
export class Link {
  private readonly open = new Set<Pair>();
  private server: Server | undefined;
  private ominous: string | undefined;
  /** Connections made through this link, and answers lost on it, so far. */
  made = 0;
  lost = 0;
  port = 0;

  private constructor(private target: number) {}

  /** A link on a free loopback port, mended; `leadTo` says later where it leads when that is not known yet. */
  static async to(target = 0): Promise<Link> {
    const link = new Link(target);
    await link.mend();
    return link;
  }

  leadTo(target: number): void {
    this.target = target;
  }

  async cut(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const { near, far } of this.open) for (const socket of [near, far]) socket.resetAndDestroy();
    await closed;
  }

  async mend(): Promise<void> {
    if (this.server) return;
    const server = createServer((near) => this.join(near, connect(this.target, '127.0.0.1')));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.port = (server.address() as { port: number }).port;
  }

  /** The connections of now stay open and carry nothing more: half open. New ones work. */
  silence(): void {
    for (const pair of this.open) pair.state = 'silent';
  }

  /**
   * The next question that holds `text` goes through; when its answer comes the connection is reset instead: outcome
   * unknown. Without a text: the next question of each connection of now.
   */
  loseAnswerTo(text?: string): void {
    this.ominous = text;
    if (text === undefined) for (const pair of this.open) pair.state = 'until-answer';
  }

  private join(near: Socket, far: Socket): void {
    const pair: Pair = { near, far, state: 'open' };
    this.open.add(pair);
    this.made += 1;
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.open.delete(pair);
        other.destroy();
      });
      socket.on('data', (bytes) => {
        if (pair.state === 'silent') return;
        if (socket === near && this.ominous !== undefined && bytes.includes(this.ominous)) {
          this.ominous = undefined;
          pair.state = 'until-answer';
        } else if (pair.state === 'until-answer' && socket === far) {
          this.lost += 1;
          near.resetAndDestroy();
          far.destroy();
          return;
        }
        if (!other.write(bytes)) {
          socket.pause();
          other.once('drain', () => socket.resume());
        }
      });
      socket.on('end', () => other.end());
    }
  }
}
