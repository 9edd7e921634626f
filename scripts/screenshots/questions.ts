import type { Browser } from 'playwright-core';

import { DEMO_LOGINS } from '../demo-data.ts';
import {
  askApi,
  backstage,
  findEvent,
  heading,
  insideWalk,
  signIn,
  visit,
  type Screen,
} from './stage.ts';

const ON_STAGE = 'What would you do differently if you began again today?';
const ASKED = [
  'Will the slides and the recording be online, and where do we find them?',
  'How do you test a lost connection without losing your mind?',
  'Is there a reason not to keep everything in PostgreSQL?',
  'Who is hiring?',
  'Which of the two approaches costs less to run for a thousand people in one room, and did you measure it?',
  'Does it work without JavaScript?',
];

interface Asked {
  readonly questionId: string;
}

/** Alice asks; most is approved, one is on stage, one waits, and people vote. */
export async function askQuestions(browser: Browser): Promise<void> {
  const ids: string[] = [];
  let path = '';
  await backstage(browser, async (page) => {
    await signIn(page);
    path = `/api${await findEvent(page)}/questions`;
    for (const content of [ON_STAGE, ...ASKED]) {
      const { questionId } = (await askApi(page, 'POST', path, { content })) as Asked;
      ids.push(questionId);
      if (content === ASKED.at(-1)) continue;
      const state = content === ON_STAGE ? 'on-stage' : 'approved';
      await askApi(page, 'PUT', `${path}/${questionId}/state`, { state });
    }
    for (const id of ids.slice(0, 3)) await askApi(page, 'PUT', `${path}/${id}/vote`, { on: true });
  });
  for (const [index, login] of DEMO_LOGINS.entries()) {
    if (index === 0) continue;
    await backstage(browser, async (page) => {
      await signIn(page, login);
      for (const id of ids.slice(0, 4 - index))
        await askApi(page, 'PUT', `${path}/${id}/vote`, { on: true });
    });
  }
}

const questionScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'questions',
    open: async (page) => (
      await visit(page, `${eventPath}/questions`),
      page
        .getByRole('region', { name: 'Open' })
        .getByText(ASKED[0] ?? '')
        .waitFor()
    ),
  },
  {
    name: 'stage',
    open: async (page) => (await visit(page, `${eventPath}/stage`), heading(page, ON_STAGE)),
  },
];

export const questionsWalk = insideWalk(questionScreens);
