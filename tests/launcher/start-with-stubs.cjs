// `npm start` with two stubs in the place of the services.
const { join } = require('node:path');
const { inOneSentence } = require('../../apps/launcher/preflight.mjs');
const { main } = require('../../dist/apps/launcher/src/main.js');

const stub = join(__dirname, 'stub-service.cjs');
inOneSentence(() =>
  main({
    services: [
      { name: 'gateway', main: stub },
      { name: 'offers', main: stub },
    ],
    territory: false,
  }),
);
