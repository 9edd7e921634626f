import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('listExports');
export const POST = routeHandler('createExport');
