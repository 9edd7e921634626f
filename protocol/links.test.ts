import { expect, test } from 'vitest';

import { previewedLink, splitLinks } from './links.ts';

const links = (content: string) =>
  splitLinks(content).flatMap((part) => (part.type === 'link' ? [part.url] : []));

test('[APP-3] an http or https address in a message becomes a link, other schemes stay words', () => {
  expect(links('see https://example.com/a?b=1#c and http://x.org')).toEqual([
    'https://example.com/a?b=1#c',
    'http://x.org/',
  ]);
  expect(links('javascript:alert(1) file:///etc/passwd data:text/html,hi')).toEqual([]);
  expect(links('https:// http://')).toEqual([]);
});

test('[APP-3] punctuation around an address stays outside of the link', () => {
  expect(links('Look (https://example.com/a), or https://example.com/b.')).toEqual([
    'https://example.com/a',
    'https://example.com/b',
  ]);
  expect(links('https://en.wikipedia.org/wiki/Hall_(corridor)')).toEqual([
    'https://en.wikipedia.org/wiki/Hall_(corridor)',
  ]);
});

test('[APP-3] the parts put together are the message', () => {
  for (const content of [
    '',
    'no link',
    'a https://b.c/d, e',
    'https://a.b',
    '<b>https://a.b</b>',
  ]) {
    expect(
      splitLinks(content)
        .map((part) => part.text)
        .join(''),
    ).toBe(content);
  }
});

test('[LINK-2] the preview is of the first address, in full; none where that is too long or has a password', () => {
  expect(previewedLink('see HTTPS://Example.com/a b, then https://second.example')).toBe(
    'https://example.com/a',
  );
  expect(previewedLink('no address')).toBeNull();
  expect(previewedLink('ftp://example.com javascript:alert(1)')).toBeNull();
  expect(previewedLink('https://user:secret@example.com/')).toBeNull();
  expect(previewedLink(`https://example.com/${'a'.repeat(1_981)}`)).toBeNull();
});
