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
  event.waitUntil(open(event.notification.data));
});

/** The chat, at the message where there is one. */
const chatOf = ({ eventId, seq, messageId }) => {
  const place = messageId && `?${new URLSearchParams({ message: messageId, at: seq })}`;
  return `/events/${encodeURIComponent(eventId)}/chat${place ?? ''}`;
};

const isOf = (client, eventId) =>
  new URL(client.url).pathname.startsWith(`/events/${encodeURIComponent(eventId)}`);

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** Nothing, while one looks at the event in this browser. */
async function show({ eventId, seq, messageId, tag, title, body }) {
  const isSeen = (await pages()).some((client) => client.focused && isOf(client, eventId));
  if (isSeen) return;
  await self.registration.showNotification(title, {
    body,
    tag,
    renotify: true,
    icon: '/favicon.ico',
    data: { eventId, seq, messageId },
  });
}

/** Only the notification of this very message: one that stands for several stays. */
async function close({ tag, seq }) {
  const shown = await self.registration.getNotifications({ tag });
  shown.filter(({ data }) => data?.seq === seq).forEach((notification) => notification.close());
}

/** In a page of the event that is open, which keeps what is typed there; in a new one where there is none. */
async function open(opened) {
  const client = (await pages()).find((page) => isOf(page, opened.eventId));
  if (!client) return self.clients.openWindow(chatOf(opened));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's client takes none: it is of this origin
  client.postMessage({ is: 'open', ...opened });
  return client.focus();
}
