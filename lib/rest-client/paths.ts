/** Where an event is in the API, or something of it. */
export const eventPath = (eventId: string, rest = ''): string =>
  `/api/events/${encodeURIComponent(eventId)}${rest}`;

export const messagePath = (eventId: string, messageId: string, rest = ''): string =>
  eventPath(eventId, `/messages/${encodeURIComponent(messageId)}${rest}`);
