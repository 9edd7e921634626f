import { routeHandler } from '@/lib/api/load-backend';

export const PATCH = routeHandler('editMessage');
export const DELETE = routeHandler('deleteMessage');
