import { routeHandler } from '@/lib/api/load-backend';

export const PATCH = routeHandler('setRoomMode');
