import type { Metadata, Sharp, SharpOptions } from 'sharp';

/** Loaded with the first picture: no start waits for it. */
const load = async () => {
  const { default: sharp } = await import('sharp');
  // A cache of files would hold what was deleted.
  sharp.cache(false);
  return sharp;
};

/** Pixels of a picture, and of all frames of one that moves. */
export const PICTURE_MAX_PIXELS = 25_000_000;
/** Frames of a picture that moves; of one with more the first is shown. */
export const FRAMES_MAX = 300;
/** Longer sides than any screen has are made this long. */
const SIDE_MAX_PX = 4_096;
const THUMBNAIL_SIDE_PX = 640;
/** As the placeholder's format takes it. */
const HASHED_SIDE_PX = 100;
/** A picture that takes longer is not one. */
const TIMEOUT_SECONDS = 30;

export interface Picture {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly bytes: Buffer;
  readonly thumbnail: Buffer;
  readonly width: number;
  readonly height: number;
  /** A ThumbHash in base64. */
  readonly placeholder: string;
}

/**
 * Makes a picture anew from its pixels: upright, in sRGB, and with nothing else of what the file held, such as where it
 * was taken. What moves stays moving, as WebP, up to 300 frames and 25 million pixels in all; beyond that its first
 * frame stands for it.
 *
 * @param path a file that is JPEG, PNG, WebP or GIF by its first bytes.
 */
export async function makeAnew(path: string): Promise<Picture | 'too-large' | 'not-a-picture'> {
  try {
    const sharp = await load();
    const open = (options: SharpOptions = {}): Sharp =>
      sharp(path, { limitInputPixels: PICTURE_MAX_PIXELS, failOn: 'error', ...options }).timeout({
        seconds: TIMEOUT_SECONDS,
      });
    // Without a limit, so that what is too large can be told from what is none.
    const metadata = await sharp(path, { limitInputPixels: false }).metadata();
    if (metadata.width * (metadata.pageHeight ?? metadata.height) > PICTURE_MAX_PIXELS)
      return 'too-large';
    return await encode(open, metadata);
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error;
    return 'not-a-picture';
  }
}

async function encode(
  open: (options?: SharpOptions) => Sharp,
  metadata: Metadata,
): Promise<Picture> {
  const isMoving = movesWithin(metadata);
  const upright = open({ animated: isMoving })
    .autoOrient()
    .resize({ width: SIDE_MAX_PX, height: SIDE_MAX_PX, fit: 'inside', withoutEnlargement: true });
  const type = typeOf(metadata, isMoving);
  const { data: bytes, info } = await as(upright, type).toBuffer({ resolveWithObject: true });
  const still = open().autoOrient();
  const thumbnail = await still
    .clone()
    .resize({
      width: THUMBNAIL_SIDE_PX,
      height: THUMBNAIL_SIDE_PX,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .webp({ quality: 70 })
    .toBuffer();
  const { width } = info;
  const height = info.pageHeight ?? info.height;
  return { type, bytes, thumbnail, width, height, placeholder: await toPlaceholder(still) };
}

const movesWithin = ({ pages = 1, width, height, pageHeight = height }: Metadata): boolean =>
  pages > 1 && pages <= FRAMES_MAX && width * pageHeight * pages <= PICTURE_MAX_PIXELS;

function typeOf({ format }: Metadata, isMoving: boolean): Picture['type'] {
  if (format === 'jpeg') return 'image/jpeg';
  return isMoving || format === 'webp' ? 'image/webp' : 'image/png';
}

function as(image: Sharp, type: Picture['type']): Sharp {
  switch (type) {
    case 'image/jpeg':
      return image.jpeg({ quality: 85 });
    case 'image/png':
      return image.png();
    case 'image/webp':
      return image.webp({ quality: 80 });
  }
}

async function toPlaceholder(still: Sharp): Promise<string> {
  const { rgbaToThumbHash } = await import('thumbhash');
  const { data, info } = await still
    .clone()
    .resize({ width: HASHED_SIDE_PX, height: HASHED_SIDE_PX, fit: 'inside' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}
