import type { FileKind } from '../../protocol/attachments.ts';

/** Where a picture is that was made anew, and its thumbnail; everything else stays where it was uploaded. */
export const pictureKey = (id: string): string => `${id}.picture`;
export const thumbnailKey = (id: string): string => `${id}.thumbnail`;

/** Under which key a file's bytes are. */
export const contentKey = ({
  id,
  kind,
}: {
  readonly id: string;
  readonly kind: FileKind;
}): string => (kind === 'image' ? pictureKey(id) : id);
