/** On the web a link to another site tells it nothing of this page, and search engines nothing of it. */
export const LINK_ATTRIBUTES = {
  target: '_blank',
  rel: 'noopener noreferrer nofollow ugc',
} as const;
