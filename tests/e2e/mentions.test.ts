import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { askOn, button, input, meet, messageOf } from './harness/meeting.ts';
import { say, sees } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const options = (page: Page) => page.getByRole('listbox', { name: 'People to mention' });
const mentions = (page: Page) => page.getByRole('list', { name: 'Mentions' });

test('[MENTION-20] [MENTION-21] [MENTION-22] [MENTION-23] whom one names is offered, told, shown and found again', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  const ask = askOn(stage);
  const eventId = eventPath.split('/').at(-1) ?? '';
  const carol = await stage.browsers.visitor('Carol Zoë Long');
  await ask(carol, '/api/auth/sign-in/anonymous', { name: carol.name });
  await ask(carol, `/api/events/${eventId}/participation`, { status: 'attending' }, 'PUT');
  await carol.page.goto('/events');
  await carol.page.getByText('Book fair').waitFor();

  // Carol has written nothing, and is found by a later word of her name, without its accent.
  await input(olga.page).fill('');
  await input(olga.page).pressSequentially('Hello @zoe');
  await options(olga.page).getByRole('option', { name: carol.name }).waitFor();
  await olga.page.keyboard.press('Enter');
  expect(await input(olga.page).inputValue()).toBe(`Hello @${carol.name} `);
  await input(olga.page).pressSequentially('and @every');
  await olga.page.keyboard.press('Enter');
  await olga.page.keyboard.press('Enter');
  await sees(bob, `Hello @${carol.name} and @everyone`);
  // What is for Bob too stands out for him, and not for its author.
  await messageOf(bob.page, 'Hello').getByText('@everyone', { exact: true }).waitFor();

  await button(carol.page, 'Mentions, 1 unread').click();
  await mentions(carol.page)
    .getByRole('link', { name: /^New\. Olga/ })
    .click();
  await messageOf(carol.page, 'Hello').waitFor();
  await button(carol.page, 'Mentions').waitFor();

  // A participant calls the moderators, and no list offers everyone.
  await input(bob.page).pressSequentially('@');
  await options(bob.page)
    .getByRole('option', { name: /@moderators/ })
    .waitFor();
  expect(
    await options(bob.page)
      .getByRole('option', { name: /@everyone/ })
      .count(),
  ).toBe(0);
  await options(bob.page)
    .getByRole('option', { name: /@moderators/ })
    .tap();
  await input(bob.page).pressSequentially('help, @Olga');
  await button(bob.page, 'Send').tap();
  await sees(olga, '@moderators help, @Olga');
  await say(olga, 'I come');

  await input(olga.page).pressSequentially(`@${carol.name}`);
  await options(olga.page).getByRole('option', { name: carol.name }).click();
  await ask(carol, `/api/events/${eventId}/participation`, { status: null }, 'PUT');
  await button(olga.page, 'Send').click();
  await olga.page.getByText(`${carol.name} does not take part in this event`).waitFor();
  await carol.page.goto('/mentions');
  await carol.page.getByText('Nobody has mentioned you yet').waitFor();
});
