import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('listAnnouncements');
export const POST = routeHandler('createAnnouncement');
