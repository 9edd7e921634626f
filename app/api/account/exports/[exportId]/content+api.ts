import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('downloadOwnExport');
