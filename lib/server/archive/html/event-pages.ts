import type { EventHead } from '../../../../db/archive/event-head.ts';
import {
  readPageAnnouncements,
  readPageMessages,
  readPageParticipants,
  readPagePins,
  readPageStarts,
  type PageAnnouncement,
  type PageMessage,
  type PagePin,
  type PageStart,
} from '../../../../db/archive/page-rows.ts';
import type { Snapshot } from '../../../../db/archive/snapshot.ts';
import { pageEnd, pageStart } from './layout.ts';
import { withLinks } from './links.ts';
import { markup, type Markup } from './markup.ts';
import { showMessage } from './messages.ts';
import { createClock, type Clock } from './times.ts';

/** Messages of one page: some hundred kilobytes, which a phone opens at once. */
export const PAGE_ROWS = 1_000;

interface Page {
  readonly path: string;
  readonly chunks: AsyncIterable<string> | Iterable<string>;
}

interface Book {
  readonly head: EventHead;
  readonly clock: Clock;
  readonly starts: readonly PageStart[];
}

/**
 * The pages for reading, in the order in which they are to be written: each is read to its end before the next one
 * is asked for. They hold what participants saw, and nothing that is for organisers alone.
 */
export async function* eventPages(
  snapshot: Snapshot,
  head: EventHead,
  onRows: (count: number) => Promise<void>,
): AsyncGenerator<Page> {
  const eventId = head.event.id;
  const clock = createClock(head.event.timeZone);
  const starts = await readPageStarts(snapshot, eventId, PAGE_ROWS);
  const book: Book = { head, clock, starts };
  const pins = await readPagePins(snapshot, eventId);
  const announcements = await readPageAnnouncements(snapshot, eventId);
  yield { path: 'index.html', chunks: [frontPage(book, { pins, announcements })] };
  yield { path: 'participants.html', chunks: participantsPage(snapshot, book) };
  yield* messagePages(told(readPageMessages(snapshot, eventId), onRows), book);
}

const fileOf = (index: number): string => `${String(index + 1).padStart(4, '0')}.html`;

/** Which page has a place of the log: the last one that begins before it. */
function pageOf(starts: readonly PageStart[], seq: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle]?.seq ?? 0) <= seq) low = middle;
    else high = middle - 1;
  }
  return low;
}

const linkFrom = ({ starts }: Book, folder: string) => {
  return (seq: number): string => `${folder}${fileOf(pageOf(starts, seq))}#m${seq}`;
};

/** A batch is part of one page, or of two. */
async function* messagePages(
  batches: AsyncGenerator<readonly PageMessage[]>,
  book: Book,
): AsyncGenerator<Page> {
  const messages = flat(batches);
  for (let index = 0; index < book.starts.length; index += 1) {
    yield { path: `pages/${fileOf(index)}`, chunks: messagePage(messages, book, index) };
  }
}

async function* told(
  batches: AsyncIterable<readonly PageMessage[]>,
  onRows: (count: number) => Promise<void>,
): AsyncGenerator<readonly PageMessage[]> {
  for await (const batch of batches) {
    yield batch;
    await onRows(batch.length);
  }
}

async function* flat(batches: AsyncIterable<readonly PageMessage[]>): AsyncGenerator<PageMessage> {
  for await (const batch of batches) yield* batch;
}

async function* messagePage(
  messages: AsyncGenerator<PageMessage>,
  book: Book,
  index: number,
): AsyncGenerator<string> {
  const { head, clock, starts } = book;
  const ways = waysOf(index, starts.length);
  const title = `${head.event.title}, page ${index + 1} of ${starts.length}`;
  yield pageStart({
    title,
    head: markup`<p><a href="../index.html">${head.event.title}</a></p>
      <h1>Page ${index + 1} of ${starts.length}</h1>
      ${ways}`,
  });
  const linkTo = linkFrom(book, '');
  let previous: PageMessage | null = null;
  for (let count = 0; count < PAGE_ROWS; count += 1) {
    const next = await messages.next();
    if (next.done === true) break;
    yield showMessage(next.value, { clock, linkTo, previous });
    previous = next.value;
  }
  yield pageEnd(ways);
}

const waysOf = (index: number, pages: number): Markup =>
  markup`<nav aria-label="Pages">
    ${index > 0 && markup`<a href="${fileOf(index - 1)}" rel="prev">← Earlier</a>`}
    <a href="../index.html">All pages</a>
    ${index + 1 < pages && markup`<a href="${fileOf(index + 1)}" rel="next">Later →</a>`}
  </nav>`;

interface Front {
  readonly pins: readonly PagePin[];
  readonly announcements: readonly PageAnnouncement[];
}

function frontPage(book: Book, { pins, announcements }: Front): string {
  const { head, clock } = book;
  const { event } = head;
  return [
    pageStart({
      title: event.title,
      head: markup`<h1>${event.title}</h1>
        <p class="muted">
          Exported on ${clock.full(new Date(head.exportedAt))}. All times are ${clock.zone}.
        </p>`,
    }),
    markup`<section class="card">${facts(book)}</section>
      ${
        event.description !== null &&
        event.description !== '' &&
        markup`<h2>About</h2>
          <p class="words" dir="auto">${withLinks(event.description)}</p>`
      }
      ${
        announcements.length > 0 &&
        markup`<h2>Announcements</h2>
          <ul class="plain card">
            ${announcements.map((each) => showAnnouncement(each, clock))}
          </ul>`
      }
      ${
        pins.length > 0 &&
        markup`<h2>Pinned</h2>
          <ul class="plain card">
            ${pins.map((pin) => showPin(pin, book))}
          </ul>`
      }
      <h2>Messages</h2>
      ${messageList(book)} `.text,
    pageEnd(
      markup`Made by Hallway. The files that end in “.json” and “.ndjson” hold the same, for programs,
      and what organisers alone see.`,
    ),
  ].join('');
}

const facts = ({ head: { event, counts }, clock }: Book): Markup =>
  markup`<dl>
    <dt>Begins</dt>
    <dd>${clock.full(new Date(event.startsAt))}</dd>
    ${
      event.endsAt !== null &&
      markup`<dt>Ends</dt>
        <dd>${clock.full(new Date(event.endsAt))}</dd>`
    }
    ${
      event.place !== null &&
      event.place !== '' &&
      markup`<dt>Place</dt>
        <dd>${withLinks(event.place)}</dd>`
    }
    <dt>Participants</dt>
    <dd><a href="participants.html">All of them</a></dd>
    <dt>Messages</dt>
    <dd>${(counts['messages.ndjson'] ?? 0).toLocaleString('en')}</dd>
  </dl>`;

const showAnnouncement = ({ content, publishedAt }: PageAnnouncement, clock: Clock): Markup =>
  markup`<li>
    <p class="words" dir="auto">${withLinks(content)}</p>
    <span class="muted">Shown ${clock.full(publishedAt)}</span>
  </li>`;

const showPin = ({ seq, userName, content }: PagePin, book: Book): Markup =>
  markup`<li>
    <bdi class="by">${userName}</bdi>
    <p class="words" dir="auto">${withLinks(content)}</p>
    <a class="muted" href="${linkFrom(book, 'pages/')(seq)}">In its place</a>
  </li>`;

const messageList = ({ starts, clock }: Book): Markup =>
  starts.length === 0
    ? markup`<p class="muted">Nobody has written anything.</p>`
    : markup`<ul class="plain card">
        ${starts.map(
          ({ createdAt }, index) =>
            markup`<li>
              <a href="pages/${fileOf(index)}">Page ${index + 1}</a
              ><span class="muted">from ${clock.full(createdAt)}</span>
            </li> `,
        )}
      </ul>`;

async function* participantsPage(snapshot: Snapshot, { head }: Book): AsyncGenerator<string> {
  yield pageStart({
    title: `${head.event.title}, participants`,
    head: markup`<p><a href="index.html">${head.event.title}</a></p>
      <h1>Participants</h1>`,
  });
  yield '<ul class="plain card">\n';
  for await (const batch of readPageParticipants(snapshot, head.event.id)) {
    for (const { name, role, status } of batch) {
      yield markup`<li>
        <bdi>${name}</bdi
        >${role !== 'participant' && markup`<span class="tag">${role === 'organiser' ? 'Organiser' : 'Moderator'}</span>`}<span
          class="muted"
          >${status === 'attending' ? 'Attends' : 'Interested'}</span
        >
      </li> `.text;
    }
  }
  yield '</ul>\n';
  yield pageEnd(markup`<a href="index.html">Back to the event</a>`);
}
