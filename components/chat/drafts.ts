// One person uses the app at a time, and what they have begun to write outlives the screen only.
const drafts = new Map<string, string>();

/** What was begun to be written to this event, and not sent. */
export const keptDraft = (eventId: string): string => drafts.get(eventId) ?? '';

export function keepDraft(eventId: string, text: string): void {
  if (text === '') drafts.delete(eventId);
  else drafts.set(eventId, text);
}

/** For the sign-out: the next person must not find them. */
export const forgetDrafts = (): void => drafts.clear();
