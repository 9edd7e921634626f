import { refusal } from '../../protocol/errors.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { OutboxEntry } from '../storage/outbox-store.ts';
import { areReady, toUnsentFile } from '../uploads/unsent-file.ts';
import type { UnsentFile } from '../uploads/unsent-file.ts';
import type { Upload } from '../uploads/upload.ts';
import type { HeldEntries } from './held-entries.ts';
import type { RoomContext } from './room-context.ts';

/** A tab that has the files and is not frozen has answered by then. */
const ANSWER_WITHIN_MS = 2_000;

/**
 * The files that one's own unsent messages wait for. Whoever has their bytes, this tab or another one, notes in the
 * message that is kept what has become of them; a message whose files nobody has any more fails, with its words.
 */
export interface Attaching {
  /** Something became of the files, or a message was written that waits for some. */
  readonly look: () => void;
  /** What a message could still bring: without what was refused or is gone. */
  readonly stillThere: (entry: OutboxEntry) => readonly UnsentFile[] | undefined;
  /** Nobody needs a message's files any more. */
  readonly discard: (clientMessageId: string) => void;
  /** Lets go the files of messages that were sent. */
  readonly forgetSent: () => void;
  /** Asks who has the bytes of a message that was kept. */
  readonly doubt: (entry: OutboxEntry) => void;
  readonly answer: (clientMessageId: string) => void;
  /** Another tab has them. */
  readonly trust: (clientMessageId: string) => void;
  readonly stop: () => void;
}

export function createAttaching(context: RoomContext, held: HeldEntries): Attaching {
  const { uploads, outbox, eventId, room } = context;
  const doubts = new Map<string, ReturnType<typeof setTimeout>>();
  const heldBy = (clientMessageId: string): readonly Upload[] =>
    uploads.getSnapshot().filter((upload) => upload.heldBy === clientMessageId);
  const look = (): void => {
    for (const clientMessageId of idsIn(uploads.getSnapshot())) {
      noteFiles(context, held, { clientMessageId, uploads: heldBy(clientMessageId) });
    }
  };
  const trust = (clientMessageId: string): void => {
    clearTimeout(doubts.get(clientMessageId));
    doubts.delete(clientMessageId);
  };
  const unsubscribe = uploads.subscribe(look);
  const keysOf = (clientMessageId: string) => heldBy(clientMessageId).map(({ key }) => key);
  return {
    look,
    stillThere: ({ files }) => files?.filter((file) => isThere(file, uploads.getSnapshot())),
    discard: (clientMessageId) => keysOf(clientMessageId).forEach(uploads.remove),
    forgetSent() {
      const own = new Set(room().own.map(({ clientMessageId }) => clientMessageId));
      const sent = idsIn(uploads.getSnapshot()).filter((id) => !own.has(id));
      uploads.forget(sent.flatMap(keysOf));
    },
    doubt({ clientMessageId, files, error }) {
      trust(clientMessageId);
      if (error !== null || areReady(files) || heldBy(clientMessageId).length > 0) return;
      outbox.tellOfFiles({ type: 'files-asked', eventId, clientMessageId });
      const giveUp = () => failLost(context, held, clientMessageId);
      doubts.set(clientMessageId, setTimeout(giveUp, ANSWER_WITHIN_MS));
    },
    answer(clientMessageId) {
      if (heldBy(clientMessageId).length === 0) return;
      outbox.tellOfFiles({ type: 'files-held', eventId, clientMessageId });
    },
    trust,
    stop() {
      unsubscribe();
      [...doubts.keys()].forEach(trust);
      uploads.dispose();
    },
  };
}

const idsIn = (uploads: readonly Upload[]): readonly string[] => [
  ...new Set(uploads.flatMap(({ heldBy }) => heldBy ?? [])),
];

const isThere = ({ key, attachment }: UnsentFile, uploads: readonly Upload[]): boolean =>
  attachment !== undefined ||
  uploads.some((upload) => upload.key === key && upload.state.status !== 'refused');

interface Waited {
  readonly clientMessageId: string;
  readonly uploads: readonly Upload[];
}

/** Keeps in a message what became of its files; one that was refused fails it. */
function noteFiles(
  { apply }: Pick<RoomContext, 'apply'>,
  held: HeldEntries,
  { clientMessageId, uploads }: Waited,
): void {
  const entry = held.get(clientMessageId);
  if (entry?.files === undefined || entry.error !== null) return;
  const files = entry.files.map((file) => known(file, uploads));
  const refused = uploads.find(
    ({ key, state }) => state.status === 'refused' && entry.files?.some((file) => file.key === key),
  );
  const error = refused === undefined ? null : refusedWords(refused);
  if (error === null && files.every((file, index) => file === entry.files?.[index])) return;
  apply({ type: 'send-files', clientMessageId, files });
  if (error !== null) apply({ type: 'send-failed', clientMessageId, error });
  held.keep({ ...entry, files, error });
}

function known(file: UnsentFile, uploads: readonly Upload[]): UnsentFile {
  const upload = uploads.find(({ key }) => key === file.key);
  if (file.attachment !== undefined || upload?.state.status !== 'ready') return file;
  return toUnsentFile(upload);
}

const refusedWords = ({ file, state }: Upload): ProtocolError =>
  refusal('invalid', `${file.name}: ${state.status === 'refused' ? state.error.message : ''}`);

/** As when the page was closed while its files were on their way. */
function failLost(
  { apply, maySend, room }: RoomContext,
  held: HeldEntries,
  clientMessageId: string,
): void {
  const entry = held.get(clientMessageId);
  // The tab whose turn it is says it for all.
  if (entry === null || areReady(entry.files) || !maySend()) return;
  if (!room().own.some((own) => own.clientMessageId === clientMessageId)) return;
  const error = refusal('invalid', lostWords(entry.files ?? []));
  apply({ type: 'send-failed', clientMessageId, error });
  held.keep({ ...entry, error });
}

function lostWords(files: readonly UnsentFile[]): string {
  const lost = files.filter(({ attachment }) => attachment === undefined);
  const [only] = lost;
  return only !== undefined && lost.length === 1
    ? `The app was closed before ${only.name} had been uploaded. Choose it again to send it.`
    : `The app was closed before ${lost.length} files had been uploaded. Choose them again to send them.`;
}
