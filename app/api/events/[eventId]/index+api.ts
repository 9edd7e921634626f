import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('readEvent');
export const PATCH = routeHandler('updateEvent');
export const DELETE = routeHandler('deleteEvent');
