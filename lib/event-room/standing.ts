import type { MessagesPage } from '../../protocol/rest.ts';
import type { EventMessage, Notice, RoomStanding } from '../../protocol/wire.ts';
import { acknowledgeSend } from './own-messages.ts';
import { applyNewestPage } from './room-log.ts';
import type { EventRoom, EventRoomInput, KnownStanding, OwnStanding } from './room-types.ts';

const toMs = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** Takes on where one stands at a place of the log, unless something later is known. */
export function withStanding(
  room: EventRoom,
  standing: RoomStanding | undefined,
  { seq, at = null }: { readonly seq: number; readonly at?: number | null | undefined },
): EventRoom {
  if (standing === undefined) return room;
  const { now, role, isFrozen, slowSeconds } = standing;
  const known = room.standing;
  const aheadMs = at === null ? (known?.aheadMs ?? 0) : Date.parse(now) - at;
  const own = { role, mutedUntilMs: toMs(standing.mutedUntil), ownSeq: seq };
  const mode = { isFrozen, slowSeconds, saidAtMs: toMs(standing.saidAt), modeSeq: seq };
  const next = {
    ...own,
    ...mode,
    ...(known !== null && known.ownSeq > seq && ownOf(known)),
    ...(known !== null && known.modeSeq > seq && modeOf(known)),
    aheadMs,
  };
  return { ...room, standing: next };
}

const ownOf = ({ role, mutedUntilMs, ownSeq }: KnownStanding) => ({ role, mutedUntilMs, ownSeq });

const modeOf = ({ isFrozen, slowSeconds, saidAtMs, modeSeq }: KnownStanding) => ({
  isFrozen,
  slowSeconds,
  saidAtMs,
  modeSeq,
});

/** Takes on what was done to somebody, or to the room. */
export const nextStanding = (
  room: EventRoom,
  input: Extract<EventRoomInput, { type: 'participant-changed' | 'room-mode' }>,
): EventRoom =>
  input.type === 'room-mode' ? afterMode(room, input.notice) : afterAct(room, input.notice);

/** Somebody has another role or another mute: of interest where it is oneself. */
function afterAct(room: EventRoom, notice: Notice<'participant-changed'>): EventRoom {
  const { userId, role, mutedUntil, seq = 0 } = notice;
  const { standing } = room;
  if (standing === null || userId !== room.ownUserId || seq <= standing.ownSeq) return room;
  return { ...room, standing: { ...standing, role, mutedUntilMs: toMs(mutedUntil), ownSeq: seq } };
}

/** The room has another mode. What was said before slow mode began does not count. */
function afterMode(room: EventRoom, notice: Notice<'room-mode-changed'>): EventRoom {
  const { isFrozen, slowSeconds, seq = 0 } = notice;
  const { standing } = room;
  if (standing === null || seq <= standing.modeSeq) return room;
  const saidAtMs = standing.slowSeconds === 0 ? null : standing.saidAtMs;
  return { ...room, standing: { ...standing, isFrozen, slowSeconds, saidAtMs, modeSeq: seq } };
}

/** One has said something oneself: in slow mode one waits from then on. */
export function afterOwn(room: EventRoom, { userId, createdAt, seq = 0 }: EventMessage): EventRoom {
  const { standing } = room;
  if (standing === null || userId !== room.ownUserId) return room;
  const saidAtMs = Date.parse(createdAt);
  if (standing.slowSeconds === 0 || seq <= standing.modeSeq) return room;
  if (standing.saidAtMs !== null && standing.saidAtMs >= saidAtMs) return room;
  return { ...room, standing: { ...standing, saidAtMs } };
}

// The same object until something changes, so that a screen draws again only then.
const shown = new WeakMap<KnownStanding, OwnStanding>();

/** As screens see it; `null` until the server has said it. */
export function toOwnStanding(known: KnownStanding | null): OwnStanding | null {
  if (known === null) return null;
  const before = shown.get(known);
  if (before !== undefined) return before;
  const { role, isFrozen, slowSeconds, mutedUntilMs, saidAtMs, aheadMs } = known;
  const waits = role === 'participant' && slowSeconds > 0 && saidAtMs !== null;
  const standing: OwnStanding = {
    role,
    isFrozen,
    slowSeconds,
    mutedUntil: mutedUntilMs === null ? null : mutedUntilMs - aheadMs,
    slowUntil: waits ? saidAtMs + slowSeconds * 1_000 - aheadMs : null,
  };
  shown.set(known, standing);
  return standing;
}

/** One's own message is stored: slow mode counts from then on. */
export const acknowledge = (
  room: EventRoom,
  clientMessageId: string,
  message: EventMessage,
): EventRoom => acknowledgeSend(afterOwn(room, message), clientMessageId, message);

/** A page says where one stands as well. */
export function applyStandingPage(
  room: EventRoom,
  page: MessagesPage,
  at: number | undefined,
): EventRoom {
  const read = applyNewestPage(room, page);
  return read === room ? room : withStanding(read, page.standing, { seq: page.seq, at });
}
