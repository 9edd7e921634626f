import type { FinalLog } from '../history.ts';
import type { Random } from '../random.ts';
import type { Entry } from './legal-parts.ts';

type Message = FinalLog['messages'][number];

interface Row {
  readonly message: Message;
  readonly eventId: string;
  readonly author: string;
  /** What it said before, the oldest first. */
  readonly versions: readonly string[];
}

/** A change that somebody asks for: a deletion, another text, or now and then the text that is there. */
export function changeOf(op: number, own: readonly Message[], random: Random) {
  const { id: messageId, content: before } = random.pick(own);
  const isNeedless = random.chance(0.15);
  const does = !isNeedless && random.chance(0.4) ? 'delete' : 'edit';
  const text = does === 'edit' ? { content: isNeedless ? before : `edit ${op}` } : {};
  return { does, messageId, text, isNeedless } as const;
}

/** What the model's database has of the messages beside its logs. */
export class LegalMessages {
  readonly #rows = new Map<string, Row>();
  /** Whose id somebody was told. */
  readonly known = new Set<string>();
  /** Whose deletion was asked for. */
  readonly going = new Set<string>();

  /** Takes on what an entry does, and takes away from the log what it deletes. */
  apply(eventId: string, entry: Entry, log: Entry[]): void {
    const { kind, seq, messageId, actorId: author, content = '' } = entry;
    const id = messageId ?? '';
    const row = this.#rows.get(id);
    if (kind === 'message') {
      const message = { id, seq, content, isDeleted: false };
      this.#rows.set(id, { message, eventId, author, versions: [] });
    } else if (kind === 'message-edited' && row !== undefined) {
      const versions = [...row.versions, row.message.content];
      this.#rows.set(id, { ...row, message: { ...row.message, content }, versions });
    } else if (kind === 'message-deleted' && row !== undefined) {
      const message = { ...row.message, content: '', isDeleted: true };
      this.#rows.set(id, { ...row, message, versions: [] });
      log.forEach((other, index) => {
        if (other.messageId !== id || other.kind === 'message-deleted') return;
        log[index] = { ...other, content: '', isEmptied: true };
      });
    }
  }

  /** What a person has said in an event and was told the id of, and that is not deleted. */
  of(author: string, eventId: string): readonly Message[] {
    return [...this.#rows.values()].flatMap((row) =>
      row.author === author &&
      row.eventId === eventId &&
      row.message.isDeleted !== true &&
      this.known.has(row.message.id)
        ? [row.message]
        : [],
    );
  }

  toFinal(eventId: string, entries: readonly Entry[]): FinalLog {
    const rows = [...this.#rows.values()].filter((row) => row.eventId === eventId);
    return {
      eventId,
      epoch: 'one',
      head: entries.length,
      entries: [...entries],
      messages: rows.map(({ message }) => message),
      versions: rows.flatMap(({ message, versions }) =>
        versions.map((content) => ({ messageId: message.id, content })),
      ),
    };
  }
}
