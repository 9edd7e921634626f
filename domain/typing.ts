import type { TypingUser } from '../protocol/wire.ts';

interface Typist {
  readonly userName: string;
  /** When each of the person's devices counts as stopped, in milliseconds of a clock that only goes forward. */
  readonly untilByDevice: ReadonlyMap<string, number>;
}

/** Who is typing in one room. Immutable: a step that changes nothing returns the same object. */
export type Typists = ReadonlyMap<string, Typist>;

export const noTypists: Typists = new Map();

export interface TypingStart extends TypingUser {
  readonly deviceId: string;
  readonly until: number;
}

/** A device types, or types on: a person with two devices is one typist. Rules TYPE-2, TYPE-3. */
export function startTyping(typists: Typists, start: TypingStart): Typists {
  const { userId, userName, deviceId, until } = start;
  const devices = typists.get(userId)?.untilByDevice ?? [];
  const untilByDevice = new Map([...devices, [deviceId, until] as const]);
  return new Map([...typists, [userId, { userName, untilByDevice }] as const]);
}

/** A device stopped; its person types on while another device does. */
export function stopTyping(
  typists: Typists,
  { userId, deviceId }: { readonly userId: string; readonly deviceId: string },
): Typists {
  const typist = typists.get(userId);
  return typist?.untilByDevice.has(deviceId)
    ? keepDevices(typists, (id, _until, device) => id !== userId || device !== deviceId)
    : typists;
}

/** A person stopped on all devices. */
export const removeTypist = (typists: Typists, userId: string): Typists =>
  typists.has(userId) ? keepDevices(typists, (id) => id !== userId) : typists;

/** Drops what has not been refreshed in time. */
export function expireTyping(typists: Typists, now: number): Typists {
  const next = nextExpiry(typists);
  return next !== null && next <= now ? keepDevices(typists, (_id, until) => until > now) : typists;
}

/** When {@link expireTyping} has something to do; `null` where nobody types. */
export function nextExpiry(typists: Typists): number | null {
  const times = [...typists.values()].flatMap((typist) => [...typist.untilByDevice.values()]);
  return times.length === 0 ? null : Math.min(...times);
}

export const listTypists = (typists: Typists): TypingUser[] =>
  [...typists].map(([userId, { userName }]) => ({ userId, userName }));

/** Who is a typist after a step and was not before, and the other way round. */
export const compareTypists = (before: Typists, after: Typists) => ({
  started: listTypists(after).filter(({ userId }) => !before.has(userId)),
  stopped: listTypists(before).filter(({ userId }) => !after.has(userId)),
});

function keepDevices(
  typists: Typists,
  isKept: (userId: string, until: number, deviceId: string) => boolean,
): Typists {
  const kept = new Map<string, Typist>();
  for (const [userId, typist] of typists) {
    const devices = [...typist.untilByDevice].filter(([id, until]) => isKept(userId, until, id));
    if (devices.length > 0) kept.set(userId, { ...typist, untilByDevice: new Map(devices) });
  }
  return kept;
}
