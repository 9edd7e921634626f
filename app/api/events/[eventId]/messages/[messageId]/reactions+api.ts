import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('listReactors');
export const PUT = routeHandler('react');
