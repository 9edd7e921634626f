import type { ServerResponse } from 'node:http';
import type { Config } from '../../lib/config.ts';

const HSTS_SECONDS = 180 * 24 * 3_600;

/**
 * Headers that every answer of the app server gets. Scripts are not restricted to hashes: Expo's pages carry
 * inline ones that differ from page to page. What matters most without that: no foreign page may frame ours, no
 * plug-ins, no other base, nothing is guessed from content.
 */
export function createSecurityHeaders({
  appUrl,
}: Pick<Config, 'appUrl'>): (response: ServerResponse) => void {
  const headers: Readonly<Record<string, string>> = {
    'content-security-policy':
      "base-uri 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'",
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(appUrl.startsWith('https:') && { 'strict-transport-security': `max-age=${HSTS_SECONDS}` }),
  };
  const entries = Object.entries(headers);
  return (response) => {
    for (const [name, value] of entries) response.setHeader(name, value);
  };
}
