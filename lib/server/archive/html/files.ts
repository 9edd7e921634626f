import { thumbHashToAverageRGBA } from 'thumbhash';

import { filePath, thumbnailPath } from '../../../../db/archive/file-paths.ts';
import type { Attachment } from '../../../../protocol/wire.ts';
import { markup, type Markup } from './markup.ts';

/** The longer side of a picture on a page. */
const SIDE_MAX_PX = 384;

type Shown = Pick<Attachment, 'id' | 'kind' | 'name' | 'size' | 'width' | 'height' | 'placeholder'>;

/**
 * A file on a page: a picture as its thumbnail, which leads to all of it, everything else as a link. Where it is when it
 * is shown is known before it is read, so that nothing jumps.
 *
 * @param root the archive's folder, as seen from the page.
 */
export function showFile(file: Shown, root: string): Markup {
  const href = root + toAddress(filePath(file));
  return file.kind === 'image'
    ? markup`<a href="${href}">${picture(file, root)}</a> `
    : markup`<a class="file" href="${href}"><bdi>${file.name}</bdi> <span class="muted">${KINDS[file.kind]}, ${inWords(file.size)}</span></a> `;
}

const KINDS = { video: 'Video', audio: 'Sound', document: 'Document' } as const;

function picture(file: Shown, root: string): Markup {
  const { width = SIDE_MAX_PX, height = SIDE_MAX_PX } = file;
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(width, height));
  const [across, down] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  return markup`<img class="picture" src="${root}${thumbnailPath(file.id)}" width="${String(across)}" height="${String(down)}"
    alt="${file.name}" loading="lazy" decoding="async"${colour(file.placeholder)}>`;
}

/** What stands there until the picture does: its average colour. */
function colour(placeholder: string | undefined): Markup | null {
  if (placeholder === undefined) return null;
  try {
    const { r, g, b } = thumbHashToAverageRGBA(Buffer.from(placeholder, 'base64'));
    const parts = [r, g, b].map((part) => Math.round(Math.min(1, Math.max(0, part)) * 255) || 0);
    return markup` style="background:rgb(${parts.join(' ')})"`;
  } catch {
    return null;
  }
}

/** Whatever a name has, in an address it is no query and no place of a page. */
const toAddress = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;

function inWords(size: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  const value = size / 1_000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}
