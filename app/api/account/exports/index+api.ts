import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('listOwnExports');
export const POST = routeHandler('createOwnExport');
