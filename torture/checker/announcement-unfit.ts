import type { Act, AskedOf } from './announcement-acts.ts';
import type { Life } from './announcement-fold.ts';
import type { Judged } from './announcements.ts';

/** What must be so of an announcement, and what is to be said where it is not. */
export type Claim = readonly [is: boolean, otherwise: string];

/** That nothing became of it that nobody asked for. */
export function claimsOfAsking({ id, life, asked, hasRow }: Judged): readonly Claim[] {
  const mayBe = (does: Act['does']): boolean => asked.of(does).length > 0;
  const isDue = (which: Parameters<AskedOf['times']>[0]) => asked.times(which).length > 0;
  const isShown = life !== undefined;
  const isOver = life?.end !== undefined;
  return [
    [mayBe('announce'), `nobody wrote the announcement ${id}`],
    [hasRow || mayBe('withdraw'), `${id} is gone, and nobody deleted it`],
    [!isShown || mayBe('show') || isDue('scheduledAt'), `nobody wanted ${id} to be shown`],
    [!isOver || mayBe('end') || isDue('shownUntil'), `nobody wanted ${id} to be over`],
    [isGiven(life, asked), `${id} is shown with words that nobody gave it`],
  ];
}

function isGiven(life: Life | undefined, asked: AskedOf): boolean {
  const content = life?.shows.at(-1)?.content ?? '';
  return content === '' || asked.of('announce', 'reword').some((act) => act.content === content);
}

/** That what was acknowledged was done; each word that it was given while it was shown by an entry of its own. */
export function claimsOfAcks({ id, life, asked, hasRow }: Judged): readonly Claim[] {
  const isDone = (does: Act['does']): boolean => asked.done(does) !== undefined;
  const isShown = life !== undefined;
  const isOver = life?.end !== undefined;
  return [
    [!isDone('show') || isShown, `${id} was acknowledged as shown; the log does not show it`],
    [!isDone('end') || isOver, `${id} was acknowledged as over; the log has no end of it`],
    [!isDone('withdraw') || !hasRow, `${id} was acknowledged as deleted; its row is there`],
    [hasRow || !isShown || isOver, `${id} is deleted, and shown`],
    ...(life === undefined ? [] : [claimOfWords(life, asked)]),
  ];
}

function claimOfWords({ id, shows }: Life, asked: AskedOf): Claim {
  const shownAt = asked.done('show')?.doneAt ?? Infinity;
  const given = asked.of('reword');
  const owed = given.filter(({ askedAt, doneAt }) => askedAt > shownAt && doneAt < Infinity);
  const has = shows.length - 1;
  const range = `${owed.length} to ${given.length}`;
  const is = owed.length <= has && has <= given.length;
  return [is, `${id} has other words ${has} times in the log; they were given ${range} times`];
}

interface Placed {
  readonly act: Act;
  readonly seq: number;
}

/** That no act of an organiser stands before another that was acknowledged before it was asked for. */
export function claimsOfOrder(
  known: ReadonlyMap<string, AskedOf>,
  lifeOf: (id: string) => Life | undefined,
): readonly Claim[] {
  const placed = [...known].flatMap(([id, asked]) => placesOf(asked, lifeOf(id)));
  return placed.map(({ act, seq }): Claim => {
    const is = !placed.some(
      (one) =>
        one.act.author === act.author &&
        one.act.eventId === act.eventId &&
        one.act.doneAt < act.askedAt &&
        one.seq > seq,
    );
    return [
      is,
      `what ${act.client} did at place ${seq} stands before what was acknowledged earlier`,
    ];
  });
}

/** Of what the clock had no part in. */
function placesOf(asked: AskedOf, life: Life | undefined): readonly Placed[] {
  const show = asked.done('show');
  const end = asked.done('end');
  const shownAt = life?.shows[0]?.seq;
  const endedAt = asked.times('shownUntil').length > 0 ? undefined : life?.end?.seq;
  return [
    ...(show !== undefined && shownAt !== undefined ? [{ act: show, seq: shownAt }] : []),
    ...(end !== undefined && endedAt !== undefined ? [{ act: end, seq: endedAt }] : []),
  ];
}
