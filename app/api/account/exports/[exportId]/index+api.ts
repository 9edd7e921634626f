import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('readOwnExport');
export const DELETE = routeHandler('deleteOwnExport');
