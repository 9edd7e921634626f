import { z } from 'zod';

import { Attachment, FileKind, Id } from '../../protocol/wire.ts';
import type { Upload } from './upload.ts';

/** A file that a message is to bring. */
export const UnsentFile = z.object({
  /** This device's name for it. */
  key: Id,
  name: z.string(),
  kind: FileKind,
  type: z.string(),
  /** In bytes. */
  size: z.int().nonnegative(),
  /** In pixels, as far as they are known. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  /** What the server knows of it; left out as long as it is not ready. */
  attachment: Attachment.optional(),
});
export type UnsentFile = z.output<typeof UnsentFile>;

/** A file as a message keeps it that is to bring it. */
export const toUnsentFile = ({ key, file, state }: Upload): UnsentFile => ({
  key,
  name: file.name,
  kind: file.kind,
  type: file.type,
  size: file.size,
  ...(file.width !== undefined && { width: file.width }),
  ...(file.height !== undefined && { height: file.height }),
  ...(state.status === 'ready' && { attachment: state.attachment }),
});

/** Whether all of it may be sent. */
export const areReady = (files: readonly UnsentFile[] = []): boolean =>
  files.every(({ attachment }) => attachment !== undefined);
