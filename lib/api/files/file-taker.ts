import { judgeFile } from '../../../domain/file-types.ts';
import type { FileTaker } from '../../server/archive/read/take-files.ts';
import { contentKey } from '../../server/file-keys.ts';
import { removeFile, type FileStore } from './file-store.ts';
import { sniff } from './inspect.ts';
import { scan, type ScannerAddress } from './scan.ts';

interface FileTakerDeps {
  readonly store: FileStore;
  /** Undefined: nothing is scanned. */
  readonly scanner: ScannerAddress | undefined;
}

/**
 * Takes files as an archive has them: pictures are not made anew, or they were others than those that were exported.
 * That they are what they say is looked at as with uploads, and the scanner is asked.
 */
export const createFileTaker = ({ store, scanner }: FileTakerDeps): FileTaker => ({
  async judge(file) {
    const { kind, type, name } = file;
    const key = contentKey(file);
    if (scanner !== undefined) {
      const scanned = await scan(scanner, await store.open(key));
      if (scanned !== 'clean') return SCANNED[scanned];
    }
    const judged = judgeFile(name, await sniff(store, key));
    if (judged === 'not-allowed') return 'is a program';
    // Documents are downloads without a type, whatever they are.
    if (kind === 'document') return null;
    return typeof judged !== 'string' && judged.kind === kind && judged.type === type
      ? null
      : `is not ${type}, as the archive says`;
  },
  write: (key, bytes, size) => store.write(key, bytes, size),
  remove: (id) => removeFile(store, id),
});

const SCANNED = {
  infected: 'has a virus, by what the scanner says',
  'too-long': 'is longer than the scanner takes',
  away: 'could not be scanned: the scanner does not answer',
} as const;
