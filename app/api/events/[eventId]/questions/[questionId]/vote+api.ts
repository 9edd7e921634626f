import { routeHandler } from '@/lib/api/load-backend';

export const PUT = routeHandler('voteQuestion');
