import { markup, Markup } from './markup.ts';
import { STYLE } from './style.ts';

interface Layout {
  readonly title: string;
  readonly head: Markup;
}

/** No script and nothing from outside, whatever somebody wrote: the page forbids it to the browser. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; media-src 'self' file:; base-uri 'none'; form-action 'none'";

/** The beginning of a page up to its content; {@link pageEnd} is its end. */
export const pageStart = ({ title, head }: Layout): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>${head}</header>
<main>
`.text;

export const pageEnd = (foot: Markup): string =>
  markup`</main>
<footer>${foot}</footer>
</body>
</html>
`.text;
