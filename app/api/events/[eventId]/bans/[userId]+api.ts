import { routeHandler } from '@/lib/api/load-backend';

export const PUT = routeHandler('ban');
export const DELETE = routeHandler('unban');
