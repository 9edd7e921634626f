import type { LinkPreview } from '../../../../protocol/previews.ts';
import { markup, type Markup } from './markup.ts';

/** What a page said of itself, with the host of its address: the one thing that it can't choose. */
export const showPreview = ({ url, title, description }: LinkPreview): Markup =>
  markup`<a class="preview" href="${url}" rel="noopener noreferrer nofollow ugc">
    <bdi class="by">${title}</bdi>${description !== undefined && markup`<bdi class="about">${description}</bdi>`}<span
      class="muted"
      dir="ltr"
      >${new URL(url).host}</span
    ></a
  > `;
