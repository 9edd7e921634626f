// The API's server side from its build, as `npm run serve` loads it, without Expo's pages: on the port where a node would be,
// with what exports need of it.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

import { API_BACKEND } from '../../scripts/build/places.ts';

const { createBackendFromEnvironment } = createRequire(import.meta.url)(API_BACKEND);
const backend = await createBackendFromEnvironment();

createServer(async ({ method, url, headers }, response) => {
  if (url === '/api/health') return void response.end();
  const request = new Request(`http://${headers.host}${url}`, {
    method,
    headers: { authorization: headers.authorization ?? '' },
  });
  const name = method === 'POST' ? 'createExport' : 'listExports';
  const answer = await backend.handle(name, request, { eventId: 'large' });
  response.writeHead(answer.status).end(await answer.text());
}).listen(Number(process.env['SOCKET_PORT']), '127.0.0.1');
