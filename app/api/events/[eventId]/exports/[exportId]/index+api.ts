import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('readExport');
export const DELETE = routeHandler('deleteExport');
