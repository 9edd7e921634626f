import { routeHandler } from '@/lib/api/load-backend';

export const GET = routeHandler('listQuestions');
export const POST = routeHandler('askQuestion');
