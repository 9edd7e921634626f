import type { Browser, Page } from 'playwright-core';

import {
  sampleDocument,
  type SampleFile,
  samplePicture,
  sampleSound,
} from '../../tests/harness/sample-files.ts';
import { backstage, findEvent, insideWalk, signIn, visit, type Screen } from './stage.ts';

const PDF: SampleFile = {
  ...sampleDocument('Floor plan.pdf', 184_000),
  mimeType: 'application/pdf',
};

const tile = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Files of your message' })
    .getByRole('listitem', { name: new RegExp(`^${name}, .*(KB|MB)$`) });

async function choose(page: Page, files: readonly SampleFile[]): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'File' }).click();
  await (await chooser).setFiles([...files]);
}

/** Alice shows the stand in pictures, and brings a sound and a plan. */
export async function sendFiles(browser: Browser): Promise<void> {
  await backstage(browser, async (page) => {
    await signIn(page);
    await visit(page, `${await findEvent(page)}/chat`);
    const sizes = [
      { width: 1_200, height: 800, hue: 20 },
      { width: 800, height: 1_200, hue: 120 },
      { width: 1_000, height: 1_000, hue: 220 },
    ];
    const pictures = await Promise.all(
      sizes.map((size, index) => samplePicture(`Stand ${index + 1}.png`, size)),
    );
    await send(page, pictures, 'The stand is up!');
    await send(
      page,
      [PDF, sampleSound('Gong.wav', 4)],
      'The plan of the hall, and how the gong sounds',
    );
  });
}

async function send(page: Page, files: readonly SampleFile[], words: string): Promise<void> {
  await choose(page, files);
  for (const { name } of files) await tile(page, name).waitFor();
  await page.getByLabel('Message', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('log').getByText(words).last().waitFor();
}

/** Lets only so many bytes a second leave, so that a picture can be taken of the way. */
async function slowDown(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
}

const filesScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-files',
    open: async (page) => {
      await visit(page, `${eventPath}/chat`);
      await page.getByRole('button', { name: 'Open picture Stand 3.png' }).last().waitFor();
      await page.getByRole('button', { name: 'Play Gong.wav' }).last().waitFor();
    },
  },
  {
    name: 'chat-attaching',
    open: async (page) => {
      await choose(page, [
        await samplePicture('Sign.png', { width: 600, height: 400, hue: 60 }),
        { ...sampleDocument('Not a picture.png', 900), mimeType: 'image/png' },
      ]);
      await tile(page, 'Sign.png').waitFor();
      await page.getByRole('button', { name: 'Remove: Not a picture.png' }).waitFor();
      await slowDown(page, 60_000);
      await choose(page, [sampleDocument('Slides.key', 900_000)]);
      await page.getByRole('listitem', { name: /^Slides\.key, [1-9]/ }).waitFor();
    },
  },
  {
    name: 'viewer',
    open: async (page) => {
      await slowDown(page, -1);
      // Else the browser asks whether to leave what is on its way.
      page.on('dialog', (dialog) => void dialog.accept());
      await visit(page, `${eventPath}/chat`);
      await page.getByRole('button', { name: 'Open picture Stand 1.png' }).last().click();
      await page.getByRole('dialog').getByText('1 of 3').waitFor();
    },
  },
  {
    name: 'search-has-file',
    open: async (page) => {
      await visit(page, `/search?event=${eventPath.split('/').at(-1)}`);
      await page.getByRole('button', { name: 'Has file' }).click();
      await page.getByRole('list', { name: 'Messages found' }).waitFor();
    },
  },
];

export const filesWalk = insideWalk(filesScreens);
