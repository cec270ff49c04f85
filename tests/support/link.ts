import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A wire between one service and a store, which a test may cut and mend: give the service the link's port instead of the
 * store's. Connections that are open when it is cut are reset; new ones are refused until it is mended.
 */
export class Link {
  private readonly open = new Set<Socket>();
  private server: Server | undefined;
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
    for (const socket of this.open) socket.resetAndDestroy();
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

  private join(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
