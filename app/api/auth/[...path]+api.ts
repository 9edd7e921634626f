import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('auth');
export const POST = routeHandler('auth');
