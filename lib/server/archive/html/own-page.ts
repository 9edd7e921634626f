import type { OwnAccount } from '../../../../db/archive/own-parts.ts';
import type { FileRow } from '../../../../db/archive/files-part.ts';
import { showFile } from './files.ts';
import { pageEnd, pageStart } from './layout.ts';
import { markup } from './markup.ts';
import { createClock } from './times.ts';

export interface OwnFile {
  readonly path: string;
  readonly what: string;
  readonly count: number;
}

interface OwnPage {
  readonly files: readonly OwnFile[];
  readonly at: Date;
  /** Whether the export has files that were sent. */
  readonly hasSent: boolean;
}

/** The page that leads through an export of one's own data. */
export function ownPage(account: OwnAccount, { files, at, hasSent }: OwnPage): string {
  const clock = createClock(null);
  const list = files.map(
    ({ path, what, count }) =>
      markup`<li>
        <a href="${path}">${what}</a
        ><span class="muted"
          >${path}, ${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'}</span
        >
      </li> `,
  );
  return [
    pageStart({
      title: 'What Hallway has stored of you',
      head: markup`<h1>What Hallway has stored of you</h1>
        <p class="muted">As it was on ${clock.full(at)}. All times are UTC.</p>`,
    }),
    markup`<section class="card">
        <dl>
          <dt>Name</dt>
          <dd><bdi>${account.name}</bdi></dd>
          <dt>E-mail</dt>
          <dd>${account.email ?? 'none: you are a guest'}</dd>
          <dt>Since</dt>
          <dd>${clock.full(account.createdAt)}</dd>
        </dl>
      </section>
      <h2>Files</h2>
      <ul class="plain card">
        <li><a href="account.json">Your account</a><span class="muted">account.json</span></li>
        ${list}
      </ul>
      ${hasSent && markup`<p><a href="files.html">Look at the files that you have sent</a></p>`} `
      .text,
    pageEnd(
      markup`Each line of a file that ends in “.ndjson” is one entry in JSON. What others wrote is not
      in here; where you answered or mentioned somebody there is an id.`,
    ),
  ].join('');
}

/** The files that somebody has sent. */
export function* ownFilesPage(files: readonly FileRow[]): Generator<string> {
  yield pageStart({
    title: 'Files that you have sent',
    head: markup`<p><a href="index.html">What Hallway has stored of you</a></p>
      <h1>Files that you have sent</h1>`,
  });
  for (const file of files) yield showFile(withoutNull(file), '').text;
  yield pageEnd(markup`<a href="index.html">Back</a>`);
}

/** Columns that are empty are fields that are left out. */
const withoutNull = (row: FileRow): FileRow =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row with less in it
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as FileRow;
