import process from 'node:process';

import { createBackendFromEnvironment } from '../../../lib/api/backend.ts';
import { createApiServer } from '../../../tests/harness/api-http.ts';

/** The API alone, as a process of its own: what clients fetch history from and change participation with. */
const backend = await createBackendFromEnvironment();
const server = createApiServer(backend);
server.listen(Number(process.env['APP_PORT']), '127.0.0.1', () => {
  console.log('The API is listening');
});
