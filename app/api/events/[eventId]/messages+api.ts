import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('listMessages');
export const POST = routeHandler('postMessage');
