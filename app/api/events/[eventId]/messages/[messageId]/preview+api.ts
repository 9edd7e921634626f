import { routeHandler } from '@/lib/api/load-backend';

export const DELETE = routeHandler('removePreview');
