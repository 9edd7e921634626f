import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('readEventNotifications');
export const PUT = routeHandler('setEventNotifications');
