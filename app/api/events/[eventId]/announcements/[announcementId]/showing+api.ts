import { routeHandler } from '@/lib/api/load-backend';

export const PUT = routeHandler('showAnnouncement');
export const DELETE = routeHandler('endAnnouncement');
