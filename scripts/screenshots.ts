import { mkdir } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';
import { announcementsWalk, withAnnouncements } from './screenshots/announcements.ts';
import { changeMessages, changesWalk } from './screenshots/changes.ts';
import { exportsWalk } from './screenshots/exports.ts';
import { filesWalk, sendFiles } from './screenshots/files.ts';
import { mainWalk } from './screenshots/main-screens.ts';
import { frozenWalk, moderationWalk, pressFreeze } from './screenshots/moderation.ts';
import { mentionAlice, mentionsWalk } from './screenshots/mentions.ts';
import { notificationsWalk } from './screenshots/notifications.ts';
import { pinMessages, pinsWalk } from './screenshots/pins.ts';
import { askPolls, pollsWalk } from './screenshots/polls.ts';
import { amongOthers, presenceWalk } from './screenshots/presence.ts';
import { postLink, previewsWalk } from './screenshots/previews.ts';
import { askQuestions, questionsWalk } from './screenshots/questions.ts';
import { reactionsWalk, reactToMessages } from './screenshots/reactions.ts';
import { readingWalk } from './screenshots/reading.ts';
import { answerMessages, repliesWalk } from './screenshots/replies.ts';
import { searchWalk } from './screenshots/search.ts';
import { backstage, findEvent, folder, shootAll, signIn } from './screenshots/stage.ts';

/*
 * Pictures of the main screens of a running app with the demo data, at phone and desktop width, light and dark:
 *
 *     node scripts/screenshots.ts [address, else http://localhost:8081] [folder, else docs/screenshots]
 *
 * It writes to the demo's chat, so that there is something edited, deleted and reacted to. ONLY=main, search, reading, changes, reactions (of
 * what changes has made), replies, files, polls, questions, previews (for which the app must be allowed to ask this machine: see
 * there), notifications, exports, mentions, pins, announcements, presence or moderation takes the pictures of that alone.
 * Needs Chromium at /usr/bin/chromium, or where CHROMIUM_PATH says.
 */

const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

const PARTS: Readonly<Record<string, (browser: Browser) => Promise<void>>> = {
  main: (browser) => shootAll(browser, mainWalk),
  search: (browser) => shootAll(browser, searchWalk),
  reading: (browser) => shootAll(browser, readingWalk),
  async changes(browser) {
    await backstage(browser, changeMessages);
    await shootAll(browser, changesWalk);
  },
  async reactions(browser) {
    await backstage(browser, async (page) => {
      await signIn(page);
      await reactToMessages(browser, await findEvent(page));
    });
    await shootAll(browser, reactionsWalk);
  },
  async replies(browser) {
    await answerMessages(browser);
    await shootAll(browser, repliesWalk);
  },
  async files(browser) {
    await sendFiles(browser);
    await shootAll(browser, filesWalk);
  },
  async polls(browser) {
    await askPolls(browser);
    await shootAll(browser, pollsWalk);
  },
  async questions(browser) {
    await askQuestions(browser);
    await shootAll(browser, questionsWalk);
  },
  async previews(browser) {
    await postLink(browser);
    await shootAll(browser, previewsWalk);
  },
  notifications: (browser) => shootAll(browser, notificationsWalk),
  exports: (browser) => shootAll(browser, exportsWalk),
  async mentions(browser) {
    await mentionAlice(browser);
    await shootAll(browser, mentionsWalk);
  },
  announcements: (browser) =>
    withAnnouncements(browser, () => shootAll(browser, announcementsWalk)),
  async pins(browser) {
    await pinMessages(browser);
    await shootAll(browser, pinsWalk);
  },
  presence: (browser) => amongOthers(browser, () => shootAll(browser, presenceWalk)),
  async moderation(browser) {
    await shootAll(browser, moderationWalk);
    await backstage(browser, pressFreeze);
    await shootAll(browser, frozenWalk);
    await backstage(browser, pressFreeze);
  },
};

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: BROWSER_ARGS,
});
try {
  const only = process.env['ONLY'];
  for (const [name, takePart] of Object.entries(PARTS)) {
    if (only === undefined || only === name) await takePart(browser);
  }
} finally {
  await browser.close();
}
