import type { PageMessage } from '../../../../db/archive/page-rows.ts';
import { showFile } from './files.ts';
import { withLinks } from './links.ts';
import { markup, type Markup } from './markup.ts';
import { showPreview } from './previews.ts';
import type { Clock } from './times.ts';

/** What a page has to know to show a message. */
export interface MessageSurroundings {
  readonly clock: Clock;
  /** Where a message stands, as seen from the page. */
  readonly linkTo: (seq: number) => string;
  /** The message before it on the page. */
  readonly previous: PageMessage | null;
}

/** Messages of one person within this time have the name once. */
const GROUP_MS = 5 * 60_000;

/** A message, with a line before it where a day begins. */
export function showMessage(message: PageMessage, around: MessageSurroundings): string {
  const { clock, previous } = around;
  const day = clock.day(message.createdAt);
  const isNewDay = previous === null || clock.day(previous.createdAt) !== day;
  const isFirst = isNewDay || !follows(message, previous);
  return markup`${isNewDay && markup`<h2 class="day">${day}</h2> `}
    <article class="message${isFirst && ' first'}" id="m${message.seq}">
      ${isFirst && markup`<div class="face" aria-hidden="true">${initial(message.userName)}</div> `}
      <div class="said">
        ${isFirst ? byLine(message, clock) : markup`<span class="muted">${time(message, clock)}${marks(message)}</span>`}
        ${quote(message, around)}${message.poll === null ? words(message) : asked(message.poll, message.votes)}${beside(message)}${chips(message)}
      </div>
    </article> `.text;
}

const follows = (message: PageMessage, previous: PageMessage): boolean =>
  previous.userId === message.userId &&
  previous.userName === message.userName &&
  message.createdAt.getTime() - previous.createdAt.getTime() < GROUP_MS;

const initial = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? '?';

const byLine = (message: PageMessage, clock: Clock): Markup =>
  markup`<div>
    <bdi class="by">${message.userName}</bdi>${time(message, clock)}${marks(message)}
  </div>`;

const time = ({ createdAt }: PageMessage, clock: Clock): Markup =>
  markup`<time datetime="${createdAt.toISOString()}">${clock.minute(createdAt)}</time>`;

const marks = ({ editedAt, deletedAt, isPinned }: PageMessage): Markup =>
  markup`${editedAt !== null && deletedAt === null && markup` <span class="muted">edited</span>`}${
    isPinned && markup`<span class="tag">Pinned</span>`
  }`;

function quote({ quoted }: PageMessage, { linkTo }: MessageSurroundings): Markup | null {
  if (quoted === null) return null;
  const said = quoted.content === null ? 'deleted message' : quoted.content.replace(/\s+/gu, ' ');
  return markup`<a class="quote" href="${linkTo(quoted.seq)}"
    ><bdi>${quoted.userName}</bdi>: <bdi>${said}</bdi></a
  > `;
}

function words({ content, deletedAt }: PageMessage): Markup | null {
  if (deletedAt !== null) return markup`<p class="gone">This message was deleted.</p> `;
  return content === '' ? null : markup`<p class="words" dir="auto">${withLinks(content)}</p> `;
}

const beside = ({ attachments, preview }: PageMessage): Markup =>
  markup`${(attachments ?? []).map((file) => showFile(file, '../'))}${preview && showPreview(preview)}`;

const asked = (poll: NonNullable<PageMessage['poll']>, votes: PageMessage['votes']): Markup =>
  markup`<section class="card" aria-label="Poll">
    <p class="words" dir="auto"><strong>${poll.question}</strong></p>
    <ul class="plain">
      ${poll.options.map(
        (option, index) =>
          markup`<li>
            <bdi>${option}</bdi><span class="muted">${voteWords(votes?.[index] ?? 0)}</span>
          </li>`,
      )}
    </ul>
  </section> `;

const voteWords = (count: number): string => (count === 1 ? '1 vote' : `${count} votes`);

function chips({ reactions }: PageMessage): Markup | null {
  if (reactions === null || reactions.length === 0) return null;
  return markup`<ul class="chips" aria-label="Reactions">
    ${reactions.map(([emoji, count]) => markup`<li>${emoji} ${count}</li>`)}
  </ul> `;
}
