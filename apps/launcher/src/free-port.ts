import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range from which systems draw the ports of outgoing connections (32768 up, 49152 on macOS): a port found
// free here stays free while a store restarts on it.
const FIRST = 20_000;
const LAST = 32_000;
const handedOut = new Set<number>();

/** A loopback port that nobody listens on and that this process has not handed out before. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(FIRST, LAST);
    if (handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error(`no free port between ${FIRST} and ${LAST}`);
}

/** Whether a listener could be opened on this loopback port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
