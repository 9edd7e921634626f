import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('readNotificationSettings');
export const PUT = routeHandler('setNotificationSettings');
