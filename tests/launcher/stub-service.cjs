// Stands for a service: answers its health questions; asked to stop, it notes whether both stores are still there.
const { appendFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { connect } = require('node:net');

const server = createServer((request, response) => {
  response.writeHead(request.url.startsWith('/health/') ? 200 : 404).end();
});
server.listen(Number(process.env.CONCERTO_PORT), '127.0.0.1');
process.on('SIGTERM', async () => {
  // Long enough for a store that was stopped at the same time to be gone.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const postgres = await listens(new URL(process.env.DATABASE_URL).port);
  const kafka = await listens(process.env.KAFKA_BROKERS.split(':')[1]);
  appendFileSync(
    `${process.env.CONCERTO_STATE}/stops`,
    `${postgres && kafka ? 'before' : 'after'} the stores\n`,
  );
  server.close(() => process.exit(0));
  server.closeAllConnections();
});

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
