import { hash } from 'node:crypto';

/** What is kept of a session's token, which is not kept itself. */
export const hashToken = (token: string): string => hash('sha256', token, 'base64');
