import type { OwnAccount } from '../../../../db/archive/own-parts.ts';
import { pageEnd, pageStart } from './layout.ts';
import { markup } from './markup.ts';
import { createClock } from './times.ts';

interface OwnFile {
  readonly path: string;
  readonly what: string;
  readonly count: number;
}

/** The page that leads through an export of one's own data. */
export function ownPage(
  account: OwnAccount,
  { files, at }: { readonly files: readonly OwnFile[]; readonly at: Date },
): string {
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
      </ul> `.text,
    pageEnd(
      markup`Each line of a file that ends in “.ndjson” is one entry in JSON. What others wrote is not
      in here; where you answered or mentioned somebody there is an id.`,
    ),
  ].join('');
}
