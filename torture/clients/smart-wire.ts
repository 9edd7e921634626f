import type { SocketClient } from '../../lib/socket-client.ts';
import type { Notice } from '../../protocol/wire.ts';
import type { EntryKind } from '../history.ts';
import type { Recorder } from '../recorder.ts';

interface Listening {
  readonly recorder: Recorder;
  readonly client: string;
  readonly connection: () => number;
}

interface AnyNotice {
  readonly eventId?: string | undefined;
  readonly seq?: number | undefined;
}

/** Every notice that has a place in a log, or says how far it goes. */
const PLACED = [
  'reactions-changed',
  'pin-changed',
  'message-previewed',
  'participant-changed',
  'room-mode-changed',
  'question-changed',
  'question-votes',
  'user-joined',
  'user-left',
  'event-updated',
  'room-head',
  'resync',
] as const;

/**
 * What one of ours is sent, before its own rules: how far it has heard of each log, and, into the history, what comes
 * of messages that are to be deleted, and of announcements.
 */
export class SmartWire {
  readonly #heard = new Map<string, number>();
  readonly #listening: Listening;

  constructor(client: SocketClient, listening: Listening) {
    this.#listening = listening;
    client.on('new-message', (notice) => {
      this.heard(notice);
      this.#tell('message', { ...notice, messageId: notice.id });
    });
    client.on('message-edited', (notice) => {
      this.heard(notice);
      this.#tell('message-edited', notice);
    });
    client.on('message-deleted', (notice) => {
      this.heard(notice);
      this.#tell('message-deleted', notice);
    });
    client.on('announcement-changed', (notice) => {
      this.heard(notice);
      this.#tellAnnounced(notice);
    });
    client.on('poll-changed', (notice) => {
      this.heard(notice);
      this.#tellPolled(notice);
    });
    client.on('vote-changed', ({ eventId, messageId, choices, seq }) => {
      const voted = { client: listening.client, eventId, messageId, choices, seq };
      listening.recorder.write({ type: 'voted', ...voted });
    });
    for (const name of PLACED) client.on(name, (notice) => this.heard(notice));
  }

  /** The furthest place of a log that it was told of. */
  headOf(eventId: string): number {
    return this.#heard.get(eventId) ?? 0;
  }

  heard({ eventId = '', seq = 0 }: AnyNotice): void {
    if (seq > this.headOf(eventId)) this.#heard.set(eventId, seq);
  }

  #tellAnnounced(notice: Notice<'announcement-changed'>): void {
    const { recorder, client, connection } = this.#listening;
    const { eventId, announcementId, isShown, content, seq } = notice;
    if (seq === undefined) return;
    const words = content !== undefined && { content };
    const what = { eventId, seq, announcementId, isShown, ...words };
    recorder.write({ type: 'announced', client, connection: connection(), ...what });
  }

  #tellPolled({ eventId, seq, messageId, votes, voters, closedAt }: Notice<'poll-changed'>): void {
    if (seq === undefined) return;
    const { recorder, client } = this.#listening;
    const sums = { votes, voters, isClosed: closedAt !== undefined };
    recorder.write({ type: 'polled', client, eventId, seq, messageId, ...sums });
  }

  #tell(kind: EntryKind, { eventId = '', seq, messageId, content }: AnyNotice & About): void {
    const { recorder, client, connection } = this.#listening;
    if (seq === undefined || content === '' || !recorder.spoken.isGoing(messageId)) return;
    const what = { eventId, seq, kind, messageId, ...(content !== undefined && { content }) };
    recorder.write({ type: 'told', client, connection: connection(), ...what });
  }
}

interface About {
  readonly messageId: string;
  readonly content?: string;
}
