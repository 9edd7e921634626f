import type { UnsentFile } from '@/lib/uploads/unsent-file';
import type { Attachment, FileKind } from '@/protocol/wire';

/** A file as a message shows it, on its way or sent. */
export interface ShownFile {
  /** The same for as long as its message is shown in one state. */
  readonly key: string;
  /** The server's name for it; `null` as long as it is not ready. */
  readonly id: string | null;
  readonly kind: FileKind;
  readonly name: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** In pixels, as far as they are known. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly placeholder?: string | undefined;
  readonly durationMs?: number | undefined;
}

const NONE: readonly ShownFile[] = [];

export const toShownFiles = (attachments: readonly Attachment[] = []): readonly ShownFile[] =>
  attachments.length === 0 ? NONE : attachments.map((file) => ({ key: file.id, ...file }));

export const unsentToShown = (files: readonly UnsentFile[] = []): readonly ShownFile[] =>
  files.length === 0
    ? NONE
    : files.map(({ attachment, ...file }) => ({ id: null, ...file, ...attachment }));
