import { z } from 'zod';

import { LINK_MAX_CHARS, toWebUrl } from '../../protocol/links.ts';
import { MESSAGE_MAX_UNITS, Place, Text } from './fields.ts';

/** An address that may be opened, in full. */
const Link = Text(LINK_MAX_CHARS).refine((url) => toWebUrl(url) === url, 'is no address');

/** What a page said of itself, or that somebody took that away, so that it does not come back. */
export const ArchivedPreview = z.discriminatedUnion('isShown', [
  z.strictObject({
    isShown: z.literal(true),
    seq: Place,
    url: Link,
    title: Text(MESSAGE_MAX_UNITS),
    description: Text(MESSAGE_MAX_UNITS).optional(),
  }),
  z.strictObject({ isShown: z.literal(false), seq: Place, url: Link }),
]);
