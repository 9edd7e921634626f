import { routeHandler } from '@/lib/api/load-backend';

export const HEAD = routeHandler('proceedUpload');
export const PATCH = routeHandler('proceedUpload');
export const DELETE = routeHandler('endUpload');
