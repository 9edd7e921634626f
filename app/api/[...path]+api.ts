import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('unknown');
export const POST = routeHandler('unknown');
export const PUT = routeHandler('unknown');
export const PATCH = routeHandler('unknown');
export const DELETE = routeHandler('unknown');
