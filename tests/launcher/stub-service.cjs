// Stands for a service: answers its health questions, says who it is, stops when it is asked to.
const { appendFileSync } = require('node:fs');
const { createServer } = require('node:http');

const server = createServer((request, response) => {
  response.writeHead(request.url.startsWith('/health/') ? 200 : 404).end();
});
server.listen(Number(process.env.CONCERTO_PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  appendFileSync(`${process.env.CONCERTO_STATE}/stops`, `${process.env.DATABASE_URL ? 'service' : '?'}\n`);
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
