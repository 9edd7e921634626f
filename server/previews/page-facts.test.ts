import { expect, test } from 'vitest';

import { pageOf, startWebSite } from '../../tests/harness/web-page.ts';
import { countChars } from '../../protocol/text.ts';
import type { LinkPreview } from '../../protocol/previews.ts';
import ipaddr from 'ipaddr.js';
import { makePreview } from './make-preview.ts';
import { readPageFacts } from './page-facts.ts';
import { PageRefused } from './page-refused.ts';

/** The preview of a page with this text, as a site serves it. */
async function previewOf(
  page: string | Buffer,
  headers: Record<string, string> = { 'content-type': 'text/html' },
): Promise<LinkPreview> {
  await using site = await startWebSite((_request, response) => {
    response.writeHead(200, headers);
    response.end(page);
  });
  return await makePreview(site.url('/page'), {
    resolve: () => Promise.resolve([]),
    networks: [ipaddr.parseCIDR('127.0.0.0/8')],
    ports: [site.port],
    signal: AbortSignal.timeout(3_000),
  });
}

test('[LINK-4] a page’s own words for others come before its title, and the link is the message’s', async () => {
  const head = `
    <meta property="og:title" content="Doors &amp; halls">
    <meta property="og:title" content="Second">
    <meta name="description" content="For search">
    <meta property="og:description" content="What
      it   is about">
    <meta property="og:site_name" content="The Site">
    <meta property="og:url" content="javascript:alert(1)">`;
  expect(await previewOf(pageOf('Plain', head))).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/page$/),
    title: 'Doors & halls',
    description: 'What it is about',
  });
  expect(await previewOf(pageOf('Plain', '<meta name="twitter:title" content=" ">'))).toEqual({
    url: expect.any(String),
    title: 'Plain',
  });
});

test('[LINK-4] a page without a title, or that asks not to be quoted, has no preview', async () => {
  const refused = (reason: string) => expect.objectContaining({ reason });
  await expect(previewOf('<html><head></head></html>')).rejects.toEqual(refused('nothing-to-show'));
  await expect(previewOf(pageOf(' \u202e\u200b '))).rejects.toEqual(refused('nothing-to-show'));
  const asks = '<meta name="robots" content="noarchive, NOSNIPPET">';
  await expect(previewOf(pageOf('Secret', asks))).rejects.toEqual(refused('not-shown'));
  await expect(
    previewOf(pageOf('Secret'), { 'content-type': 'text/html', 'x-robots-tag': 'nosnippet' }),
  ).rejects.toBeInstanceOf(PageRefused);
});

test('[LINK-4] words that hide, reverse or pile up are shown as one plain line, cut where they are long', async () => {
  const { title } = await previewOf(pageOf('a\u202eb\u0000c\u0007\u2066d\ue000'.repeat(1)));
  expect(title).toBe('abcd\ue000');
  const piled = await previewOf(pageOf(`e${'\u0301'.repeat(100)}`), {
    'content-type': 'text/html; charset=utf-8',
  });
  expect(piled.title.length).toBeLessThanOrEqual(6);
  const long = await previewOf(pageOf('😀'.repeat(200_000)), {
    'content-type': 'text/html; charset=utf-8',
  });
  expect(countChars(long.title)).toBe(140);
  expect(long.title.isWellFormed()).toBe(true);
  expect(long.title.endsWith('…')).toBe(true);
});

test('[LINK-4] a page is read by the charset that its header or itself names', async () => {
  const latin = Buffer.from(pageOf('Caf\u00e9', '<meta charset="iso-8859-1">'), 'latin1');
  expect(await previewOf(latin)).toHaveProperty('title', 'Café');
  const cyrillic = Buffer.concat([
    Buffer.from('<title>'),
    Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
    Buffer.from('</title></head>'),
  ]);
  expect(
    await previewOf(cyrillic, { 'content-type': 'text/html; charset="windows-1251"' }),
  ).toHaveProperty('title', 'Привет');
  expect(await previewOf(Buffer.from(`\ufeff${pageOf('Wide')}`, 'utf16le'))).toHaveProperty(
    'title',
    'Wide',
  );
  expect(
    await previewOf(pageOf('Grüße'), { 'content-type': 'text/html; charset=no-such-thing' }),
  ).toHaveProperty('title', 'Grüße');
});

test('[LINK-6] a page is read in time whatever it is nested like', () => {
  const within = (html: string): string => {
    const startedAt = performance.now();
    const { title = '' } = readPageFacts(html);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    return title;
  };
  const title = '<title>Nested</title>';
  expect(within(title + '<div>'.repeat(100_000))).toBe('Nested');
  expect(within(title + '<i>'.repeat(80_000) + '</b>'.repeat(60_000))).toBe('Nested');
  expect(within('<i>'.repeat(170_000) + title)).toBe('');
  expect(within(title + '<'.repeat(500_000))).toBe('Nested');
  expect(within(`${title}<meta ${'a=b '.repeat(120_000)}>`)).toBe('Nested');
  expect(within(title + '&'.repeat(500_000))).toBe('Nested');
  expect(within('<title>' + 'x'.repeat(1_000_000))).toHaveLength(4_000);
  expect(within(`${title}<svg><title>Drawn</title></svg>`)).toBe('Nested');
});
