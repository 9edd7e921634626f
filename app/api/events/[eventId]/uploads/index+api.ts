import { routeHandler } from '@/lib/api/load-backend';

export const POST = routeHandler('beginUpload');
