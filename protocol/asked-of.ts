import { z } from 'zod';

import { Id } from './shapes.ts';

/** What a request is about: an event. */
export const InEvent = z.strictObject({ eventId: Id });

/** What a request is about: a message of an event. */
export const InMessage = InEvent.extend({ messageId: Id });
