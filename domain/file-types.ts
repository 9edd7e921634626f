import type { FileKind } from '../protocol/attachments.ts';
import type { FileRefusalCode } from '../protocol/files.ts';
import { endingOf, fitEnding } from './file-names.ts';

/** What the first bytes of a file say that it is; `null`: nothing that has such marks, as text. */
export type Sniffed = { readonly mime: string } | null;

/** What a file is to be, before pictures are made anew. */
export interface Judged {
  readonly kind: FileKind;
  readonly type: string;
  readonly name: string;
}

export const DOWNLOAD_TYPE = 'application/octet-stream';

/** Pictures that are read. All others, as of SVG, hold more than a picture or need readers of their own. */
const PICTURES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/webp',
  'image/gif',
]);

/** What browsers play, by what it is found to be; with how it is named, and the endings of such names. */
const PLAYED: Readonly<Record<string, readonly [FileKind, string, readonly string[]]>> = {
  'video/mp4': ['video', 'video/mp4', ['mp4', 'm4v']],
  'video/x-m4v': ['video', 'video/mp4', ['mp4', 'm4v']],
  'video/quicktime': ['video', 'video/quicktime', ['mov', 'qt']],
  'video/webm': ['video', 'video/webm', ['webm']],
  'audio/mpeg': ['audio', 'audio/mpeg', ['mp3']],
  'audio/mp4': ['audio', 'audio/mp4', ['m4a', 'mp4']],
  'audio/x-m4a': ['audio', 'audio/mp4', ['m4a', 'mp4']],
  'audio/aac': ['audio', 'audio/aac', ['aac']],
  'audio/ogg': ['audio', 'audio/ogg', ['ogg', 'oga', 'opus']],
  'audio/wav': ['audio', 'audio/wav', ['wav']],
  'audio/vnd.wave': ['audio', 'audio/wav', ['wav']],
  'audio/flac': ['audio', 'audio/flac', ['flac']],
  'audio/x-flac': ['audio', 'audio/flac', ['flac']],
};

/** How documents are named that are known; they are downloaded all the same. */
const DOCUMENTS =
  /^application\/(pdf|zip|gzip|rtf|epub\+zip|x-7z-compressed|vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.[\w.-]+)$/;

/** What a computer runs, by what it is found to be. */
const PROGRAMS =
  /^application\/(x-msdownload|x-elf|x-mach-binary|java-vm|java-archive|wasm|x[.-]ms[.-]shortcut|vnd\.android\.package-archive|x-deb|x-rpm|x-apple-diskimage|vnd\.microsoft\.portable-executable)$/;

/** What a computer runs when it is opened, by its name: text has no marks. */
const PROGRAM_ENDINGS: ReadonlySet<string> = new Set(
  'exe com scr pif bat cmd msi msp ps1 vbs vbe js jse wsf hta lnk reg cpl dll jar apk dmg deb rpm'.split(
    ' ',
  ),
);

const PICTURE_ENDINGS: ReadonlySet<string> = new Set(
  'jpg jpeg jfif png apng webp gif heic heif avif tif tiff bmp jxl'.split(' '),
);
const VIDEO_ENDINGS: ReadonlySet<string> = new Set(['mp4', 'm4v', 'mov', 'qt', 'webm']);
const AUDIO_ENDINGS: ReadonlySet<string> = new Set('mp3 m4a aac ogg oga opus wav flac'.split(' '));

/** What a name says that a file is. Believed until its bytes are there. */
export function kindOfName(name: string): FileKind {
  const ending = endingOf(name);
  if (PICTURE_ENDINGS.has(ending)) return 'image';
  if (VIDEO_ENDINGS.has(ending)) return 'video';
  return AUDIO_ENDINGS.has(ending) ? 'audio' : 'document';
}

const isMedia = (ending: string): boolean => kindOfName(`a.${ending}`) !== 'document';

/** What becomes of a file, by what its bytes and its name say. A picture is still to be made anew. */
export function judgeFile(name: string, sniffed: Sniffed): Judged | FileRefusalCode {
  const mime = sniffed?.mime.split(';')[0] ?? '';
  if (PROGRAMS.test(mime) || PROGRAM_ENDINGS.has(endingOf(name))) return 'not-allowed';
  if (PICTURES.has(mime)) return { kind: 'image', type: mime, name };
  // They hold where they were taken, as photos of phones do, and nothing here can take it out.
  if (mime.startsWith('image/')) return 'not-a-picture';
  const played = PLAYED[mime];
  if (played !== undefined) {
    const [kind, type, endings] = played;
    return { kind, type, name: fitEnding(name, endings, isMedia) };
  }
  if (isMedia(endingOf(name))) return 'not-a-picture';
  return { kind: 'document', type: DOCUMENTS.test(mime) ? mime : DOWNLOAD_TYPE, name };
}

const ENDINGS_OF_PICTURES: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
};

/** The name of a picture that was made anew as this type. */
export const pictureName = (name: string, type: string): string =>
  fitEnding(name, ENDINGS_OF_PICTURES[type] ?? [], isMedia);

/** Whether a browser may show it in its place; everything else is a download. */
export const isInline = (kind: FileKind): boolean => kind !== 'document';
