/** The API alone, as a process of its own, on the port where a node would be. */
import { createBackendFromEnvironment } from '../../lib/api/backend.ts';
import { createApiServer } from '../../tests/harness/api-http.ts';

const backend = await createBackendFromEnvironment();
createApiServer(backend).listen(Number(process.env['SOCKET_PORT']), '127.0.0.1');
