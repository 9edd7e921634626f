import { join } from 'node:path';
import { ROOT } from '../processes.ts';

/** Where `npm run build` puts things, and `npm run serve` finds them. */
export const DIST = join(ROOT, 'dist');
export const SOCKET_SERVER = join(DIST, 'socket-server.mjs');
export const API_BACKEND = join(DIST, 'api-backend.cjs');
/** Expo's export: `client` has the files that browsers get, `server` the rendering and the API routes. */
export const APP = join(DIST, 'app');
export const CLIENT_LIBRARY = join(DIST, 'client');
