import { createTemplate } from '../../markup.ts';

export { Markup } from '../../markup.ts';

/** What browsers would not show, and what could be read as the end of something: out. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu;

/** A piece of a page. */
export const markup = createTemplate((text) => text.replaceAll(CONTROL, ''));
