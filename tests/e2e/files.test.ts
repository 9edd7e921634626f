import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import {
  sampleDocument,
  type SampleFile,
  samplePicture,
  sampleSound,
} from '../harness/sample-files.ts';
import { action, button, input, meet, messageOf } from './harness/meeting.ts';
import { say, sees } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const log = (page: Page) => page.getByRole('log');
const tiles = (page: Page) =>
  page.getByRole('list', { name: 'Files of your message' }).getByRole('listitem');
const picture = (page: Page, name: string) =>
  log(page).getByRole('button', { name: `Open picture ${name}` });
const viewer = (page: Page) => page.getByRole('dialog', { name: /^Picture/ });

/** Until the file may be sent: then its tile says how large it is. */
const isReady = (page: Page, name: string) =>
  expect
    .poll(() => tiles(page).filter({ hasText: name }).getAttribute('aria-label'), {
      timeout: 30_000,
    })
    .toMatch(/(KB|MB|bytes)$/);

/** Chooses files as the composer's menu has it. */
async function choose(page: Page, files: readonly SampleFile[]): Promise<void> {
  await button(page, 'Add').click();
  const chooser = page.waitForEvent('filechooser');
  await action(page, 'File').click();
  await (await chooser).setFiles([...files]);
}

/** Pastes a file, or drops it on the chat. */
const give = (page: Page, how: 'paste' | 'drop', { name, mimeType, buffer }: SampleFile) =>
  page.evaluate(
    ({ kind, fileName, type, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], fileName, { type }));
      const target = document.querySelector('textarea') ?? document.body;
      const happens = { bubbles: true, cancelable: true };
      if (kind === 'paste') {
        target.dispatchEvent(new ClipboardEvent('paste', { ...happens, clipboardData: data }));
        return;
      }
      for (const step of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(step, { ...happens, dataTransfer: data }));
      }
    },
    { kind: how, fileName: name, type: mimeType, bytes: [...buffer] },
  );

/** Lets so many bytes a second leave this page's browser; 0: as many as can. */
async function slowDown(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const conditions = { offline: false, latency: 0, downloadThroughput: -1 };
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    ...conditions,
    uploadThroughput: uploadThroughput === 0 ? -1 : uploadThroughput,
  });
}

test('[ATTACH-5] [ATTACH-7] what one chooses, pastes and drops is sent together, and the other one sees it without a reload', async () => {
  const { olga, bob } = await meet(stage);
  const hall = await samplePicture('hall.png', { width: 640, height: 480 });
  await choose(olga.page, [hall, sampleDocument('Plan.bin'), sampleSound('hello.wav')]);
  await give(olga.page, 'paste', await samplePicture('pasted.png', { width: 300, height: 500 }));
  await give(olga.page, 'drop', await samplePicture('dropped.png', { width: 500, height: 300 }));
  await expect.poll(() => tiles(olga.page).count()).toBe(5);
  const names = ['hall.png', 'pasted.png', 'dropped.png'];
  for (const name of [...names, 'Plan.bin', 'hello.wav']) await isReady(olga.page, name);
  await say(olga, 'All there is');
  for (const { page } of [olga, bob]) {
    await messageOf(page, 'All there is').waitFor();
    for (const name of names) await picture(page, name).waitFor();
    await log(page)
      .getByRole('link', { name: /^Download Plan\.bin, BIN · 4\.0 KB/ })
      .waitFor();
    await button(page, 'Play hello.wav').waitFor();
  }
  expect(await tiles(olga.page).count()).toBe(0);
  const downloading = bob.page.waitForEvent('download');
  await log(bob.page)
    .getByRole('link', { name: /^Download Plan\.bin/ })
    .click();
  expect((await downloading).suggestedFilename()).toBe('Plan.bin');
  // Pictures, not only their places.
  await expect
    .poll(() =>
      log(bob.page)
        .locator('img[alt$=".png"]')
        .evaluateAll((images) =>
          images.map((image) => (image as HTMLImageElement).naturalWidth > 0),
        ),
    )
    .toEqual([true, true, true]);
});

test('[ATTACH-9] [ATTACH-10] a picture opens on the whole screen and closes to where one was; keys alone choose, send, open and delete', async () => {
  const { olga, bob } = await meet(stage);
  const { page } = olga;
  await button(page, 'Add').focus();
  await page.keyboard.press('Enter');
  await action(page, 'Photos and videos').waitFor();
  const chooser = page.waitForEvent('filechooser');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Photos and videos');
  await page.keyboard.press('Enter');
  const sizes = [
    { width: 640, height: 480 },
    { width: 480, height: 640 },
  ];
  const [one, two] = await Promise.all(sizes.map((size, n) => samplePicture(`p${n}.png`, size)));
  if (one === undefined || two === undefined) throw new Error('no pictures');
  await (await chooser).setFiles([one, two]);
  for (const name of ['p0.png', 'p1.png']) await isReady(page, name);
  await input(page).focus();
  await page.keyboard.press('Enter');
  await picture(bob.page, 'p0.png').waitFor();
  await picture(bob.page, 'p1.png').waitFor();

  await picture(page, 'p0.png').focus();
  await page.keyboard.press('Enter');
  await viewer(page).getByText('1 of 2').waitFor();
  await page.keyboard.press('ArrowRight');
  await viewer(page).getByText('2 of 2').waitFor();
  expect(await viewer(page).getByRole('link', { name: 'Download p1.png' }).count()).toBe(1);
  await page.keyboard.press('+');
  await page.keyboard.press('Escape');
  await expect.poll(() => viewer(page).count()).toBe(0);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Open picture p0.png');

  // What is deleted goes from the screen of whoever looks at it.
  await picture(bob.page, 'p1.png').tap();
  await viewer(bob.page).waitFor();
  await page.getByRole('button', { name: 'Message actions' }).last().focus();
  await page.keyboard.press('Enter');
  await action(page, 'Delete').press('Enter');
  await button(page, 'Delete').press('Enter');
  await expect.poll(() => viewer(bob.page).count()).toBe(0);
  for (const visitor of [olga, bob]) {
    await visitor.page.getByText('This message was deleted.').waitFor();
    expect(await picture(visitor.page, 'p0.png').count()).toBe(0);
  }
});

test('[ATTACH-4] after a reload in the middle of an upload the app says which file is missing, and keeps the words', async () => {
  const { olga, bob } = await meet(stage);
  const { page } = olga;
  page.on('dialog', (dialog) => void dialog.accept());
  await slowDown(page, 40_000);
  await choose(page, [sampleDocument('slides.bin', 2_000_000)]);
  await say(olga, 'My slides');
  await messageOf(page, 'My slides')
    .getByText(/^Uploading, /)
    .waitFor();
  await choose(page, [sampleDocument('notes.bin', 2_000_000)]);
  await tiles(page).waitFor();
  await input(page).fill('and my notes');
  await expect.poll(() => input(page).inputValue()).toBe('and my notes');
  await page.reload();
  await page.getByText(/closed before slides\.bin had been uploaded/).waitFor();
  await page.getByText(/^notes\.bin was not sent before the page was loaded anew/).waitFor();
  expect(await input(page).inputValue()).toBe('and my notes');
  await button(page, 'Send without it').click();
  await sees(bob, 'My slides');
});

test('[ATTACH-2] [ATTACH-6] what is too much or refused is said in words, and who may not write attaches nothing', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  const { page } = olga;
  await choose(
    page,
    Array.from({ length: 12 }, (_, n) => sampleDocument(`f${n}.bin`)),
  );
  await page.getByText('A message brings at most 10 files: 2 were left out.').waitFor();
  expect(await tiles(page).count()).toBe(10);
  for (let left = 10; left > 0; left -= 1) {
    await page
      .getByRole('button', { name: /^Remove f/ })
      .first()
      .click();
    await expect.poll(() => tiles(page).count()).toBe(left - 1);
  }
  await choose(page, [{ ...sampleDocument('broken.png'), mimeType: 'image/png' }]);
  await tiles(page)
    .getByText(/picture/)
    .waitFor();
  await input(page).fill('with it');
  expect(await button(page, 'Send').isDisabled()).toBe(true);
  await button(page, 'Remove: broken.png').click();
  await say(olga, 'without it');
  await sees(bob, 'without it');

  const headers = { origin: stage.app.url };
  const mode = { data: { isFrozen: true }, headers, method: 'PATCH' };
  const frozen = await olga.context.request.fetch(`/api${eventPath}/mode`, mode);
  expect(frozen.ok(), await frozen.text()).toBe(true);
  await expect.poll(() => button(bob.page, 'Add').isDisabled()).toBe(true);
  await give(bob.page, 'drop', sampleDocument('late.bin'));
  expect(await tiles(bob.page).count()).toBe(0);
});

test('[ATTACH-8] [ATTACH-11] a picture without words is quoted as one, is found by "Has file", and leads to its place', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  await choose(olga.page, [await samplePicture('stand.png', { width: 400, height: 300 })]);
  await isReady(olga.page, 'stand.png');
  await button(olga.page, 'Send').click();
  await picture(bob.page, 'stand.png').waitFor();
  await say(olga, 'no file here');
  const message = olga.page.getByRole('article', { name: /Photo/ });
  await message.hover();
  await message.getByRole('button', { name: 'Message actions' }).click();
  await action(olga.page, 'Reply').click();
  await say(olga, 'Come by');
  await log(bob.page).getByRole('button', { name: 'In reply to Olga: Photo' }).waitFor();
  await bob.page.goto(`/search?event=${eventPath.split('/').at(-1)}`);
  await bob.page.getByRole('button', { name: 'Has file' }).tap();
  const found = bob.page.getByRole('list', { name: 'Messages found' }).getByRole('listitem');
  await expect.poll(() => found.count()).toBe(1);
  await found.getByRole('img', { name: 'stand.png' }).last().waitFor();
  await found.getByRole('link').tap();
  await picture(bob.page, 'stand.png').waitFor();
});
