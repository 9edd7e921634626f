import type { Attachable } from '../domain/attachable.ts';
import type { KnownFacts } from '../domain/batch.ts';
import type { Draft } from '../domain/log.ts';
import { FILE_COLUMNS, toAttachment, type FileRow } from './file-rows.ts';
import type { Statement } from './statements.ts';

/**
 * Reads the files that a batch's messages are to bring, after its locks. A batch that brings none asks nothing more than it did.
 * They are locked: what is taken back meanwhile is gone, or was sent.
 */
export function readFilesStatements(drafts: readonly Draft[]): readonly Statement[] {
  const ids = [...new Set(drafts.flatMap(filesOf))];
  if (ids.length === 0) return [];
  return [
    {
      name: 'hallway_read_files',
      text: `select ${FILE_COLUMNS} from file where id = any($1::text[]) order by id for update`,
      values: [ids],
    },
  ];
}

const filesOf = (draft: Draft): readonly string[] =>
  draft.kind === 'message' ? (draft.attachments ?? []) : [];

/** The facts with what {@link readFilesStatements} were answered. */
export function withFiles(
  drafts: readonly Draft[],
  facts: readonly KnownFacts[],
  [rows]: readonly (readonly unknown[])[],
): readonly KnownFacts[] {
  if (rows === undefined) return facts;
  const known = new Map((rows as readonly FileRow[]).map((row) => [row.id, toAttachable(row)]));
  return facts.map((own, index) => {
    const draft = drafts[index];
    const ids = draft === undefined ? [] : filesOf(draft);
    if (ids.length === 0) return own;
    const files = ids.flatMap((id) => {
      const file = known.get(id);
      return file === undefined ? [] : [[id, file] as const];
    });
    return { ...own, files: new Map(files) };
  });
}

const toAttachable = (row: FileRow): Attachable => ({
  eventId: row.event_id ?? '',
  uploaderId: row.uploader_id ?? '',
  isReady: row.state === 'ready',
  isSent: row.message_id !== null,
  attachment: toAttachment(row),
});
