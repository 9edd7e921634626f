/* What a browser runs when something is pushed to it, also while no page of the app is open. */

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const payload = event.data?.json();
  if (payload?.is === 'show') event.waitUntil(show(payload));
  if (payload?.is === 'close') event.waitUntil(close(payload));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.eventId));
});

const chatOf = (eventId) => `/events/${encodeURIComponent(eventId)}/chat`;

const isOf = (client, eventId) =>
  new URL(client.url).pathname.startsWith(`/events/${encodeURIComponent(eventId)}`);

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** Nothing, while one looks at the event in this browser. */
async function show({ eventId, seq, tag, title, body }) {
  const isSeen = (await pages()).some((client) => client.focused && isOf(client, eventId));
  if (isSeen) return;
  await self.registration.showNotification(title, {
    body,
    tag,
    renotify: true,
    icon: '/favicon.ico',
    data: { eventId, seq },
  });
}

/** Only the notification of this very message: one that stands for several stays. */
async function close({ tag, seq }) {
  const shown = await self.registration.getNotifications({ tag });
  shown.filter(({ data }) => data?.seq === seq).forEach((notification) => notification.close());
}

async function open(eventId) {
  const client = (await pages()).find((page) => isOf(page, eventId));
  if (client) await client.focus();
  else await self.clients.openWindow(chatOf(eventId));
}
