import { expect, test } from 'vitest';

import { HOME, nextPage } from './next-page.ts';

test('[APP-11] after signing in one comes back to the page that asked for it', () => {
  expect(nextPage('/events/0199-abc/chat')).toBe('/events/0199-abc/chat');
  expect(nextPage(undefined)).toBe(HOME);
});

test('[APP-11] no link can lead to another site by way of the sign-in', () => {
  const links = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:1',
    '/a:b',
  ];
  for (const link of links) expect(nextPage(link), link).toBe(HOME);
  expect(nextPage(['/a', '/b'])).toBe(HOME);
});
