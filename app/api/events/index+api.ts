import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('listEvents');
export const POST = routeHandler('createEvent');
