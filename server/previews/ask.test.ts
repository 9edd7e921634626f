import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';

import { pageOf, sayPage, startWebSite, type WebSite } from '../../tests/harness/web-page.ts';
import { mayAsk } from './addresses.ts';
import { makePreview, type PreviewOptions } from './make-preview.ts';
import { PageRefused } from './page-refused.ts';

const THIS_MACHINE = [ipaddr.parseCIDR('127.0.0.0/8')] as const;

/** What comes of a link; names are looked up as given, and those that are not have no address. */
async function previewOf(
  link: string,
  site: Pick<WebSite, 'port'> | null,
  {
    names = {},
    ms = 3_000,
    ...more
  }: {
    names?: Record<string, string[]>;
    ms?: number;
  } & Partial<PreviewOptions> = {},
): Promise<unknown> {
  try {
    return await makePreview(link, {
      resolve: (host) => Promise.resolve(names[host] ?? []),
      networks: THIS_MACHINE,
      ports: site === null ? [80, 443] : [site.port],
      signal: AbortSignal.timeout(ms),
      ...more,
    });
  } catch (error) {
    return error instanceof PageRefused ? error.reason : (error as Error).name;
  }
}

test.for([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0177.0.0.1/',
  'http://0x7f000001/',
  'http://0x7f.1/',
  'http://0/',
  'http://0.0.0.0/',
  'http://10.0.0.1/',
  'http://172.16.5.4/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://169.254.169.254/latest/meta-data/',
  'http://168.63.129.16/machine',
  'http://192.0.0.192/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[0:0:0:0:0:ffff:10.0.0.1]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[::127.0.0.1]/',
  'http://[2002:7f00:1::]/',
  'http://[2002:808:808::]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[2001:0:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[100::1]/',
])('[LINK-5] no page is asked for at an address that is not everybody’s: %s', async (link) => {
  expect(await previewOf(link, null, { networks: [] })).toBe('private-address');
});

test('[LINK-5] what is everybody’s may be asked, and what is no address may not', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111', '2a00:1450::1']) {
    expect(mayAsk(address, []), address).toBe(true);
  }
  for (const address of ['', 'localhost', '1.2.3.4.5', '::g', 'fe80::1%eth0']) {
    expect(mayAsk(address, []), address).toBe(false);
  }
});

test.for([
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'javascript:alert(1)',
  'http://user:password@example.com/',
  'https://user@example.com/',
  'http:///',
])('[LINK-5] only addresses of the web without a password are asked for: %s', async (link) => {
  expect(await previewOf(link, null)).toBe('bad-address');
  expect(await previewOf(`http://example.com/${'a'.repeat(2_000)}`, null)).toBe('bad-address');
});

test.for(['http://example.com:22/', 'https://example.com:8443/', 'http://example.com:6379/'])(
  '[LINK-5] only the web’s own ports are asked at: %s',
  async (link) => {
    expect(await previewOf(link, null, { names: { 'example.com': ['8.8.8.8'] } })).toBe('bad-port');
  },
);

test('[LINK-5] a name of which one address is private is not asked at all', async () => {
  await using site = await startWebSite(sayPage(pageOf('Inside')));
  const mixed = { 'mixed.test': ['8.8.8.8', '127.0.0.1'], 'six.test': ['::1', '8.8.8.8'] };
  const networks: [] = [];
  expect(await previewOf(site.url('/', 'mixed.test'), site, { names: mixed, networks })).toBe(
    'private-address',
  );
  expect(await previewOf(site.url('/', 'six.test'), site, { names: mixed, networks })).toBe(
    'private-address',
  );
  expect(await previewOf(site.url('/', 'none.test'), site)).toBe('no-such-host');
  expect(site.asked).toEqual([]);
});

test('[LINK-5] the connection goes to the addresses that were judged, whatever the name says later', async () => {
  await using inside = await startWebSite(sayPage(pageOf('Inside')));
  let lookups = 0;
  // The first answer may be asked, a later one would lead to what else this machine has.
  const resolve = (): Promise<string[]> => {
    lookups += 1;
    return Promise.resolve([lookups === 1 ? '127.0.0.1' : '127.0.0.2']);
  };
  const link = inside.url('/', 'rebinding.test');
  const networks = [ipaddr.parseCIDR('127.0.0.1/32')];
  expect(await previewOf(link, inside, { resolve, networks })).toMatchObject({ title: 'Inside' });
  expect(lookups).toBe(1);
  expect(await previewOf(link, inside, { resolve, networks })).toBe('private-address');
  expect(inside.asked).toHaveLength(1);
});

test('[LINK-5] a redirect is judged like the link itself, and three are followed at most', async () => {
  const leads: Record<string, [number, string]> = {
    '/in': [302, 'http://10.0.0.1/'],
    '/file': [301, 'file:///etc/passwd'],
    '/port': [307, 'http://127.0.0.1:22/'],
    '/self': [308, '/self'],
    '/password': [303, 'http://a:b@127.0.0.1'],
    ...Object.fromEntries([1, 2, 3, 4].map((steps) => [`/${steps}`, [302, `/${steps - 1}`]])),
  };
  await using site = await startWebSite((request, response) => {
    const [status, location] = leads[request.url ?? ''] ?? [];
    if (request.url === '/nowhere') response.writeHead(302).end();
    else if (status === undefined) sayPage(pageOf('There'))(request, response);
    else response.writeHead(status, { location }).end();
  });
  expect(await previewOf(site.url('/3'), site)).toMatchObject({ title: 'There' });
  expect(await previewOf(site.url('/4'), site)).toBe('too-many-redirects');
  expect(await previewOf(site.url('/self'), site)).toBe('too-many-redirects');
  expect(await previewOf(site.url('/in'), site, { ports: [80, site.port] })).toBe(
    'private-address',
  );
  expect(await previewOf(site.url('/file'), site)).toBe('bad-address');
  expect(await previewOf(site.url('/password'), site)).toBe('bad-address');
  expect(await previewOf(site.url('/port'), site)).toBe('bad-port');
  expect(await previewOf(site.url('/nowhere'), site)).toBe('bad-status');
});

test('[LINK-5] nothing of anybody is told to the page: no cookie, no referrer, no password', async () => {
  let headers: object = {};
  await using site = await startWebSite((request, response) => {
    headers = request.headers;
    response.setHeader('set-cookie', 'who=you');
    sayPage(pageOf('A page'))(request, response);
  });
  await previewOf(site.url(), site);
  await previewOf(site.url(), site);
  expect(Object.keys(headers).toSorted()).toEqual(
    ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'].toSorted(),
  );
  expect(headers).toHaveProperty('user-agent', expect.stringContaining('Hallway'));
});

test('[LINK-6] a body that comes by drops, a head that never ends and a silent host are given up in time', async () => {
  await using drops = await startWebSite((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.write('<html><head>');
    const dropping = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(dropping));
  });
  const startedAt = performance.now();
  expect(await previewOf(drops.url(), drops, { ms: 400 })).not.toHaveProperty('title');
  expect(performance.now() - startedAt).toBeLessThan(2_500);

  using silent = await rawServer(() => {});
  expect(await previewOf(`http://127.0.0.1:${silent.port}/`, silent, { ms: 400 })).toBe(
    'AbortError',
  );

  using endless = await rawServer((write) => {
    write('HTTP/1.1 200 OK\r\n');
    for (let line = 0; line < 2_000; line += 1) write(`x-${line}: ${'y'.repeat(50)}\r\n`);
  });
  expect(await previewOf(`http://127.0.0.1:${endless.port}/`, endless)).toBe('Error');

  const hanging = { resolve: () => new Promise<string[]>(() => {}), ms: 300 };
  expect(await previewOf('http://slow.test/', null, hanging)).toBe('TimeoutError');
});

test('[LINK-6] of what is packed no more than 512 kB are unpacked, however much it would become', async () => {
  const bomb = gzipSync(Buffer.alloc(12_000_000, ' '), { level: 1 });
  const head = gzipSync(Buffer.from('<html><head><title>Small</title><!-- '));
  await using site = await startWebSite((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader('content-encoding', request.url === '/odd' ? 'zstd, gzip' : 'gzip');
    response.end(
      request.url === '/small' ? gzipSync(pageOf('Packed')) : Buffer.concat([head, bomb]),
    );
  });
  const before = process.memoryUsage().arrayBuffers;
  expect(await previewOf(site.url('/small'), site)).toMatchObject({ title: 'Packed' });
  expect(await previewOf(site.url('/bomb'), site)).toMatchObject({ title: 'Small' });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  expect(await previewOf(site.url('/odd'), site)).toBe('bad-encoding');
});

test('[LINK-6] a page longer than 512 kB is read so far, and one whose head has ended no further', async () => {
  let sent = 0;
  await using site = await startWebSite((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.write(request.url === '/head' ? pageOf('Ended') : '<head><title>Long</title>');
    const more = (): void => {
      while (sent < 50_000_000 && response.write('x'.repeat(65_536))) sent += 65_536;
    };
    response.on('drain', more);
    more();
  });
  expect(await previewOf(site.url('/long'), site)).toMatchObject({ title: 'Long' });
  expect(sent).toBeLessThan(20_000_000);
  expect(await previewOf(site.url('/head'), site)).toMatchObject({ title: 'Ended' });
});

test('[LINK-4] only a page that is there and is HTML has a preview', async () => {
  await using site = await startWebSite((request, response) => {
    const [, type, status = '200'] = (request.url ?? '').split('!');
    if (type !== '') response.setHeader('content-type', decodeURIComponent(type ?? ''));
    response.statusCode = Number(status);
    response.end(pageOf('A page'));
  });
  const at = (type: string, status = 200) =>
    previewOf(site.url(`/!${encodeURIComponent(type)}!${status}`), site);
  expect(await at('text/html')).toMatchObject({ title: 'A page' });
  expect(await at('TEXT/HTML; charset=utf-8')).toMatchObject({ title: 'A page' });
  expect(await at('application/xhtml+xml')).toMatchObject({ title: 'A page' });
  for (const type of ['image/svg+xml', 'application/pdf', 'text/plain', 'text/htmlx', '']) {
    expect(await at(type), type).toBe('bad-type');
  }
  expect(await at('text/html', 404)).toBe('bad-status');
  expect(await at('text/html', 206)).toBe('bad-status');
});

/** A server that speaks no HTTP by itself. */
async function rawServer(answer: (write: (text: string) => void) => void) {
  const sockets = new Set<{ destroy: () => void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => answer((text) => socket.write(text)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.dispose]() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}
