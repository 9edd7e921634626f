import { routeHandler } from '@/lib/api/load-backend';

export const PATCH = routeHandler('changeAnnouncement');
export const DELETE = routeHandler('deleteAnnouncement');
