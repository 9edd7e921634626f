import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { PHONE } from './harness/browser.ts';
import { askOn } from './harness/meeting.ts';
import { PASSWORD } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();
const ask = askOn(stage);

test.each([
  ['a phone', { viewport: PHONE, hasTouch: true }],
  ['a wide screen', {}],
])(
  '[SEARCH-21] on %s one finds a message of long ago, reads on from its place, and comes back to the latest',
  async (_where, options) => {
    const ana = await stage.browsers.visitor('Ana', options);
    const { page } = ana;
    const account = { name: 'Ana', email: `${randomUUID()}@example.com`, password: PASSWORD };
    await ask(ana, '/api/auth/sign-up/email', account);
    const { id } = await ask(ana, '/api/events', {
      title: 'Book fair',
      startsAt: '2030-06-01T18:00:00Z',
    });
    const texts = Array.from({ length: 300 }, (_, n) =>
      n === 60 ? 'The Café opens at nine' : `line ${n}`,
    );
    await stage.app.tell(`/events/${id}`, texts);

    await ask(ana, `/api/events/${id}/reading`, { seq: 301 }, 'PUT');
    await page.goto(`/events/${id}/chat`);
    await page.getByText('line 299', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Search messages' }).click();
    await page.getByRole('searchbox').fill('cafe nine');
    const result = page.getByRole('list', { name: 'Messages found' }).getByRole('link');
    await result.waitFor();
    expect(await result.count()).toBe(1);
    await result.click();

    const log = page.getByRole('log').last();
    await log.getByText('The Café opens at nine').waitFor();
    await expect.poll(() => log.getByText('line 61', { exact: true }).isVisible()).toBe(true);
    expect(await log.getByText('line 299', { exact: true }).count()).toBe(0);
    const seen = async () => {
      const place = await log.getByText('The Café opens at nine').boundingBox();
      return place !== null && place.y > 60 && place.y < (page.viewportSize()?.height ?? 0) - 60;
    };
    await expect.poll(seen).toBe(true);
    await page.getByRole('button', { name: 'Jump to latest' }).last().click();
    await expect.poll(() => log.getByText('line 299', { exact: true }).isVisible()).toBe(true);
  },
);
