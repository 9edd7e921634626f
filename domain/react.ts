import { fail, ok, type Result } from '../protocol/result.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import { appendChange, type ChangeDeps } from './append-change.ts';
import type { Person } from './log.ts';

/** One emoji that Unicode recommends for general interchange, in the form that it recommends. */
const ONE_EMOJI = /^\p{RGI_Emoji}$/v;

/** Says that the sign before it is drawn as emoji; keyboards add it where it is not needed, and leave it out where it is. */
const DRAWN = '\u{FE0F}';

/** The form that Unicode recommends, so that one emoji is one kind; `null` for what is no emoji. */
const toEmoji = (text: string): string | null =>
  [text, text.replaceAll(DRAWN, ''), text + DRAWN].find((form) => ONE_EMOJI.test(form)) ?? null;

/**
 * Gives a message one's reaction, or takes it back, in the log's order. What comes within a moment shares an entry.
 *
 * Safe to repeat: what is so already changes nothing.
 * Refuses with `invalid` what is no emoji, with `rate-limited`, and as `decideReaction` does.
 */
export async function react(
  deps: ChangeDeps,
  { id: actorId }: Person,
  asked: Payload<'react'>,
): Promise<Result<AnswerValue<'react'>, ProtocolError>> {
  const emoji = toEmoji(asked.emoji);
  if (emoji === null) return fail(noEmoji);
  const draft = { kind: 'reaction', actorId, ...asked, emoji } as const;
  const appended = await appendChange(deps, draft, 'You are reacting too fast.');
  if (!appended.ok) return appended;
  const { eventId, messageId } = asked;
  return ok({ eventId, messageId, ...appended.value });
}

const noEmoji = refusal('invalid', 'A reaction is one emoji.');
