import { describe, expect, test } from 'vitest';

import { apiBaseUrl, socketUrl } from './server-urls.ts';
import type { Surroundings } from './server-urls.ts';

const web = (hostname: string, extra: Partial<Surroundings> = {}): Surroundings => ({
  platform: 'web',
  isDevelopment: true,
  configured: {},
  page: { protocol: 'http:', hostname },
  ...extra,
});
const phone = (devServer: string | undefined, extra: Partial<Surroundings> = {}): Surroundings => ({
  platform: 'native',
  isDevelopment: true,
  configured: {},
  devServer,
  ...extra,
});
const LOCAL = { socketUrl: 'http://localhost:3001' };

describe('the socket server', () => {
  test('[CLIENT-23] is where the configuration says', () => {
    const configured = { socketUrl: 'https://chat.example.org/' };
    expect(socketUrl(web('app.example.org', { configured }))).toBe('https://chat.example.org');
    expect(socketUrl(phone('192.168.1.5:8081', { configured }))).toBe('https://chat.example.org');
    expect(socketUrl(web('localhost', { configured: { socketUrl: ' ' } }))).toBe(
      'http://localhost:3001',
    );
  });

  test('[CLIENT-23] without one is port 3001 of the host that the app came from', () => {
    expect(socketUrl(web('venue.local'))).toBe('http://venue.local:3001');
    const secure = { page: { protocol: 'https:', hostname: 'venue.local' } };
    expect(socketUrl(web('', secure))).toBe('https://venue.local:3001');
    expect(socketUrl(phone('192.168.1.5:8081'))).toBe('http://192.168.1.5:3001');
    expect(socketUrl(phone(undefined))).toBe('http://localhost:3001');
    expect(socketUrl(web('', { page: undefined }))).toBe('http://localhost:3001');
  });

  test('[CLIENT-23] on another device, in development, is not that device’s own localhost', () => {
    const configured = LOCAL;
    expect(socketUrl(phone('192.168.1.5:8081', { configured }))).toBe('http://192.168.1.5:3001');
    expect(socketUrl(web('192.168.1.5', { configured }))).toBe('http://192.168.1.5:3001');
    expect(socketUrl(web('localhost', { configured }))).toBe('http://localhost:3001');
    const released = { configured, isDevelopment: false };
    expect(socketUrl(web('192.168.1.5', released))).toBe('http://localhost:3001');
  });
});

test('[CLIENT-23] the API is on the page’s own origin on the web, and at its address on phones', () => {
  expect(apiBaseUrl(web('venue.local'))).toBe('');
  expect(apiBaseUrl(phone('192.168.1.5:8081'))).toBe('http://192.168.1.5:8081');
  const configured = { appUrl: 'https://app.example.org/' };
  const released = phone(undefined, { isDevelopment: false, configured });
  expect(apiBaseUrl(released)).toBe('https://app.example.org');
});
