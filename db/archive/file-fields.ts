import { z } from 'zod';

import { cleanFileName } from '../../domain/file-names.ts';
import { FileKind, Id } from '../../protocol/wire.ts';
import { NAME_MAX_UNITS, Text, Time } from './fields.ts';

/** No picture that was made anew is larger, and nothing else has sides. */
const SIDE_MAX_PX = 10_000;

const looks = {
  /** Ours alone: files lie under their ids in the storage. */
  id: z.uuid(),
  kind: FileKind,
  /** Made fit again, whatever an archive says. */
  name: Text(NAME_MAX_UNITS).transform(cleanFileName),
  type: z.string().regex(/^(image|video|audio|application)\/[a-z0-9][a-z0-9.+-]{0,100}$/),
  size: z.int().nonnegative(),
  width: z.int().positive().max(SIDE_MAX_PX).optional(),
  height: z.int().positive().max(SIDE_MAX_PX).optional(),
  placeholder: z
    .string()
    .regex(/^[A-Za-z0-9+/]{4,60}={0,2}$/)
    .optional(),
};

/** Whether a file is sent as what it is to be shown as: never as a page, whatever an archive says. */
const isWhatItSays = ({ kind, type }: { kind: FileKind; type: string }): boolean =>
  kind === 'document' ? type.startsWith('application/') : type.startsWith(`${kind}/`);

const MISMATCH = 'is of another type than its kind';

/** A file as a message brings it. */
export const ArchivedAttachment = z
  .strictObject({ ...looks, durationMs: z.int().nonnegative().optional() })
  .refine(isWhatItSays, MISMATCH);

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Bytes that are in the archive. */
const Carried = z.strictObject({
  path: z.string().max(400),
  sha256: Sha256,
  thumbnail: z
    .strictObject({ path: z.string().max(400), size: z.int().positive(), sha256: Sha256 })
    .optional(),
});

export const FileLine = z
  .strictObject({
    ...looks,
    messageId: Id,
    uploaderId: Id.optional(),
    createdAt: Time,
    /** Left out where the bytes were gone already when the export came to them. */
    content: Carried.optional(),
  })
  .refine(isWhatItSays, MISMATCH);
export type FileLine = z.output<typeof FileLine>;
