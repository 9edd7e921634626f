import { expect, test } from 'vitest';

import { pageOf, sayPage, startWebSite, type WebSite } from '../harness/web-page.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { PageWorker } from '../../server/previews/page-worker.ts';
import { Previewer } from '../../server/previews/previewer.ts';

/** Makes previews of a site's pages in a process of its own, by a clock of the test's. */
function openPreviewer({ port }: Pick<WebSite, 'port'>) {
  const pages = new PageWorker({ networks: ['127.0.0.0/8'], ports: [port] });
  const clock = { ms: 0 };
  return {
    pages,
    clock,
    previewer: new Previewer({ pages, now: () => clock.ms }),
    [Symbol.dispose]: () => pages.stop(),
  };
}

test('[LINK-7] a page is read by another process, which has none of this one’s secrets and no way to files or programs', async () => {
  process.env['LINK_TEST_SECRET'] = 'a secret of this process';
  await using site = await startWebSite(sayPage(pageOf('A page')));
  using open = openPreviewer(site);
  expect(await open.previewer.previewOf(site.url())).toEqual({ url: site.url(), title: 'A page' });
  const pid = open.pages.pid ?? 0;
  expect(pid).not.toBe(process.pid);
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('LINK_TEST_SECRET');
  const flags = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  expect(flags).toContain('--permission');
  expect(flags.filter((flag) => /^--allow-(?!fs-read)/.test(flag))).toEqual([]);
});

test('[LINK-7] where that process ends, whoever waits has no preview, and the next one is made', async () => {
  let answers = false;
  await using site = await startWebSite((request, response) => {
    if (answers) sayPage(pageOf('A page'))(request, response);
  });
  using open = openPreviewer(site);
  const waiting = open.previewer.previewOf(site.url());
  await waitUntil(() => site.asked.length > 0, 'the page to be asked for');
  process.kill(open.pages.pid ?? 0, 'SIGKILL');
  expect(await waiting).toBeNull();
  answers = true;
  expect(await open.previewer.previewOf(site.url())).toHaveProperty('title', 'A page');
});

test('[LINK-8] a page that a crowd posts is asked once in five minutes, whether it has a preview or not', async () => {
  await using site = await startWebSite((request, response) => {
    if (request.url === '/none') response.writeHead(404).end();
    else sayPage(pageOf('A page'))(request, response);
  });
  using open = openPreviewer(site);
  const all = await Promise.all(
    Array.from({ length: 50 }, () => open.previewer.previewOf(site.url('/one'))),
  );
  expect(new Set(all.map((each) => each?.title))).toEqual(new Set(['A page']));
  expect(await open.previewer.previewOf(site.url('/none'))).toBeNull();
  expect(await open.previewer.previewOf(site.url('/none'))).toBeNull();
  open.clock.ms += 299_000;
  await open.previewer.previewOf(site.url('/one'));
  expect(site.asked).toEqual(['/one', '/none']);
  open.clock.ms += 2_000;
  await open.previewer.previewOf(site.url('/one'));
  expect(site.asked).toEqual(['/one', '/none', '/one']);
});

test('[LINK-8] a site is asked two pages at once at most', async () => {
  let [running, most] = [0, 0];
  await using site = await startWebSite((request, response) => {
    running += 1;
    most = Math.max(most, running);
    setTimeout(() => {
      running -= 1;
      sayPage(pageOf('A page'))(request, response);
    }, 30);
  });
  using open = openPreviewer(site);
  const links = Array.from({ length: 8 }, (_, index) => site.url(`/${index}`));
  const previews = await Promise.all(links.map((link) => open.previewer.previewOf(link)));
  expect(previews.map((preview) => preview?.url)).toEqual(links);
  expect(most).toBe(2);
});

test('[LINK-8] a host that can’t be reached is left alone for a minute', async () => {
  let isAway = true;
  await using site = await startWebSite((request, response) => {
    if (isAway) request.socket.destroy();
    else sayPage(pageOf('Back'))(request, response);
  });
  using open = openPreviewer(site);
  expect(await open.previewer.previewOf(site.url('/1'))).toBeNull();
  expect(await open.previewer.previewOf(site.url('/2'))).toBeNull();
  expect(site.asked).toEqual(['/1']);
  isAway = false;
  open.clock.ms += 61_000;
  expect(await open.previewer.previewOf(site.url('/3'))).toHaveProperty('title', 'Back');
});
