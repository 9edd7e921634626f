import type { Notice, SeenHow, ShownAnnouncement } from '../../protocol/wire.ts';

/** An announcement that is shown, and how it came here. */
export interface KnownAnnouncement extends ShownAnnouncement {
  readonly how: SeenHow;
}

/** As screens see it. */
export interface RoomAnnouncement extends KnownAnnouncement {
  /** Until when to show it, in milliseconds of this device's `Date.now()`; `null`: until it is ended. */
  readonly untilMs: number | null;
}

/** What became of an announcement at a place of the log; `shown: null`: it is over. */
export interface AnnouncementChange {
  readonly seq: number;
  readonly announcementId: string;
  readonly shown: KnownAnnouncement | null;
}

/** A notice as the machine takes it; `null` where the server gave it no place. */
export function toAnnouncementChange(
  { seq, announcementId, isShown, content, at, shownUntil }: Notice<'announcement-changed'>,
  how: SeenHow,
): AnnouncementChange | null {
  if (seq === undefined) return null;
  const until = shownUntil === undefined ? {} : { shownUntil };
  const shown =
    isShown && content !== undefined
      ? { announcementId, content, seq, shownAt: at, ...until, how }
      : null;
  return { seq, announcementId, shown };
}

interface Page {
  readonly announcements?: readonly ShownAnnouncement[] | undefined;
}

/** What a page of the history, or what was kept of a room, says is shown; nobody was told of it when it came. */
export const announcedIn = ({ announcements = [] }: Page): readonly KnownAnnouncement[] =>
  announcements.map((announcement) => ({ ...announcement, how: 'later' }));

/** What this needs of a room. */
interface Announced {
  readonly announcements: readonly KnownAnnouncement[];
}

/** The room after changes that follow on: one that is shown keeps its place among the others. */
export function withAnnounced<Room extends Announced>(
  room: Room,
  changes: readonly AnnouncementChange[],
): Room {
  if (changes.length === 0) return room;
  return { ...room, announcements: changes.reduce(afterChange, room.announcements) };
}

function afterChange(
  announcements: readonly KnownAnnouncement[],
  { announcementId, shown }: AnnouncementChange,
): readonly KnownAnnouncement[] {
  const isOf = (known: KnownAnnouncement): boolean => known.announcementId === announcementId;
  if (!announcements.some(isOf)) return shown === null ? announcements : [...announcements, shown];
  return shown === null
    ? announcements.filter((known) => !isOf(known))
    : announcements.map((known) => (isOf(known) ? shown : known));
}

interface Told {
  readonly aheadMs: number;
  readonly all: readonly RoomAnnouncement[];
}

// The same list until something changes, so that a screen draws again only then.
const told = new WeakMap<readonly KnownAnnouncement[], Told>();

/** As screens see them, with times of this device's clock. */
export function toRoomAnnouncements({
  announcements,
  standing,
}: Announced & {
  readonly standing: { readonly aheadMs: number } | null;
}): readonly RoomAnnouncement[] {
  const aheadMs = standing?.aheadMs ?? 0;
  const known = told.get(announcements);
  if (known?.aheadMs === aheadMs) return known.all;
  const all = announcements.map((announcement) => {
    const { shownUntil } = announcement;
    const untilMs = shownUntil === undefined ? null : Date.parse(shownUntil) - aheadMs;
    return { ...announcement, untilMs };
  });
  told.set(announcements, { aheadMs, all });
  return all;
}
