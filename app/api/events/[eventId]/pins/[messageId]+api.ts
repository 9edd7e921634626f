import { routeHandler } from '@/lib/api/load-backend';

export const PUT = routeHandler('pinMessage');
export const DELETE = routeHandler('unpinMessage');
