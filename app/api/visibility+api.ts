import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('readVisibility');
export const PUT = routeHandler('setVisibility');
