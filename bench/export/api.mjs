// The API's server side from its build, as `npm run serve` loads it, without Expo's pages: on the port where a node would be,
// with what exports need of it.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

import { API_BACKEND } from '../../scripts/build/places.ts';

const { createBackendFromEnvironment } = createRequire(import.meta.url)(API_BACKEND);
const backend = await createBackendFromEnvironment();

async function answer({ method, url, headers }, response) {
  const request = new Request(`http://${headers.host}${url}`, {
    method,
    headers: { authorization: headers.authorization ?? '' },
  });
  const name = method === 'POST' ? 'createExport' : 'listExports';
  const answered = await backend.handle(name, request, { eventId: 'large' });
  response.writeHead(answered.status).end(await answered.text());
}

createServer((request, response) => {
  if (request.url === '/api/health') response.end();
  else void answer(request, response);
}).listen(Number(process.env['SOCKET_PORT']), '127.0.0.1');
