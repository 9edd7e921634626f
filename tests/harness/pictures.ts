import sharp from 'sharp';

const SKY = { r: 90, g: 140, b: 220 };

interface Size {
  readonly width: number;
  readonly height: number;
}

const plain = ({ width, height }: Size) =>
  sharp({ create: { width, height, channels: 3, background: SKY }, limitInputPixels: false });

/** Where Berlin's television tower is, as a phone notes it. */
const PLACE = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '52/1 31/1 15/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '13/1 24/1 34/1',
};

/** A photo as a phone takes it: on its side, with the place and the phone noted in it. */
export const photo = ({ width = 1_200, height = 800 }: Partial<Size> = {}): Promise<Buffer> =>
  plain({ width, height })
    .withExif({ IFD0: { Make: 'Canary Phones', Orientation: '6' }, IFD3: PLACE })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

export const png = (size: Size): Promise<Buffer> =>
  plain(size).png({ compressionLevel: 9 }).toBuffer();

/** A GIF of so many frames, each of another grey than the one before: equal ones would be one. */
export async function movingGif(frames: number, { width, height }: Size): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * frames * 3);
  for (let frame = 0; frame < frames; frame += 1)
    pixels.fill((frame % 4) * 85, frame * width * height * 3, (frame + 1) * width * height * 3);
  return sharp(pixels, {
    raw: { width, height: height * frames, channels: 3, pageHeight: height },
    limitInputPixels: false,
  })
    .gif({ loop: 0, delay: Array.from({ length: frames }, () => 40), effort: 1 })
    .toBuffer();
}
