import { insideWalk, visit, type Screen } from './stage.ts';

const notificationScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'profile-notifications',
    open: async (page) => {
      await visit(page, '/profile');
      const quiet = page.getByRole('switch', { name: 'Quiet hours' });
      await quiet.waitFor();
      if (!(await quiet.isChecked())) await quiet.click();
      await page.getByLabel('Until').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'event-notifications',
    open: async (page) => {
      await visit(page, eventPath);
      await page.getByRole('radiogroup', { name: 'Notify me of' }).scrollIntoViewIfNeeded();
    },
  },
];

export const notificationsWalk = insideWalk(notificationScreens);
