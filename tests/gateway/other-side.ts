import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The other side of the gateway: a listener that says what it was sent, in the place of a service. */
export interface OtherSide {
  readonly url: string;
  readonly server: Server;
  answer: (request: IncomingMessage, response: ServerResponse) => unknown;
}

export async function otherSide(name: string): Promise<OtherSide> {
  const side: Pick<OtherSide, 'answer'> = {
    answer: async (incoming: IncomingMessage, response: ServerResponse) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      const { method, url, headers } = incoming;
      response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'own=1', etag: '"7"' });
      response.end(JSON.stringify({ name, method, url, headers, body }));
    },
  };
  const server = createServer((incoming, response) => side.answer(incoming, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return Object.assign(side, { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** Cuts whoever is still connected, then closes. */
export async function closed(side: OtherSide | undefined): Promise<void> {
  side?.server.closeAllConnections();
  await new Promise((done) => (side ? side.server.close(done) : done(undefined)));
}
