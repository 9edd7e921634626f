import { routeHandler } from '@/lib/api/load-backend';

export const POST = routeHandler('addPushDevice');
export const DELETE = routeHandler('removePushDevice');
