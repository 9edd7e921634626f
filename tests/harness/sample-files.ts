import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** A file as somebody chooses it in a browser. */
export interface SampleFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture of two colours that run into each other, another one for each hue from 0 to 255. */
export async function samplePicture(
  name: string,
  { width, height, hue = 90 }: { width: number; height: number; hue?: number },
): Promise<SampleFile> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [across, down] = [(x * 255) / width, (y * 255) / height];
      pixels.set(
        [(hue + across) / 2, (across + down) / 2, (255 - hue + down) / 2],
        (y * width + x) * 3,
      );
    }
  }
  const buffer = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return { name, mimeType: 'image/png', buffer };
}

/** A document that nothing shows, and that can't be made smaller on its way. */
export const sampleDocument = (name: string, bytes = 4_000): SampleFile => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: randomBytes(bytes),
});

const RATE = 8_000;
const HEAD_BYTES = 44;

/** A tone of so many seconds. */
export function sampleSound(name: string, seconds = 3): SampleFile {
  const samples = RATE * seconds;
  const buffer = Buffer.alloc(HEAD_BYTES + samples * 2);
  buffer.write('RIFF', 0);
  buffer.writeUInt32LE(buffer.length - 8, 4);
  buffer.write('WAVEfmt ', 8);
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(RATE, 24);
  buffer.writeUInt32LE(RATE * 2, 28);
  buffer.writeUInt16LE(2, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write('data', 36);
  buffer.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const value = Math.round(8_000 * Math.sin((2 * Math.PI * 440 * index) / RATE));
    buffer.writeInt16LE(value, HEAD_BYTES + index * 2);
  }
  return { name, mimeType: 'audio/wav', buffer };
}
