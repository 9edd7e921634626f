import type { HistoryLine, RequestLine, SeenLine, WatchLine } from '../history.ts';

/** A message as `GET /api/events/:eventId/messages` gives it. */
export interface HistoryMessage {
  readonly id: string;
  readonly seq: number;
  readonly content: string;
}

export interface DeploymentVerdict {
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
  readonly forked: number;
  readonly acknowledged: number;
  /** One sentence each, of what was broken. */
  readonly violations: readonly string[];
}

interface Span {
  readonly client: string;
  readonly from: number;
  readonly seen: Set<number>;
  last: number;
}

/**
 * Judges a run against somebody's own deployment by what clients saw and what the history says: all that can be known
 * from outside. Nobody's participation may have ended meanwhile.
 */
export function checkDeployment(
  lines: readonly HistoryLine[],
  messages: readonly HistoryMessage[],
): DeploymentVerdict {
  const check = new Check(messages);
  for (const line of lines) check.add(line);
  return check.verdict();
}

class Check {
  readonly #stored: ReadonlyMap<number, HistoryMessage>;
  readonly #spans = new Map<string, Span>();
  readonly #seqOf = new Map<string, number>();
  readonly #broken = {
    lost: [] as string[],
    doubled: [] as string[],
    reordered: [] as string[],
    forked: [] as string[],
  };
  #acknowledged = 0;

  constructor(messages: readonly HistoryMessage[]) {
    this.#stored = new Map(messages.map((message) => [message.seq, message]));
    const contents = new Set<string>();
    for (const { content, seq } of messages) {
      if (contents.has(content))
        this.#broken.doubled.push(`"${content}" is stored again at ${seq}`);
      contents.add(content);
    }
  }

  add(line: HistoryLine): void {
    if (line.type === 'ok' && line.does === 'send') this.#sent(line);
    else if (line.type === 'seen') this.#seen(line);
    else if (line.type === 'watch') this.#edge(line);
  }

  verdict(): DeploymentVerdict {
    for (const span of this.#spans.values()) this.#close(span, Infinity);
    const { lost, doubled, reordered, forked } = this.#broken;
    return {
      lost: lost.length,
      doubled: doubled.length,
      reordered: reordered.length,
      forked: forked.length,
      acknowledged: this.#acknowledged,
      violations: [lost, doubled, reordered, forked].flat(),
    };
  }

  #sent({ seq = 0, messageId, clientMessageId, client }: RequestLine): void {
    this.#acknowledged += 1;
    if (this.#stored.get(seq)?.id !== messageId) {
      this.#broken.lost.push(`what ${client} sent was acknowledged at ${seq}, and is not there`);
    }
    if (clientMessageId === undefined) return;
    const before = this.#seqOf.get(clientMessageId) ?? seq;
    if (before !== seq) {
      this.#broken.doubled.push(`what ${client} sent was acknowledged at ${before} and at ${seq}`);
    }
    this.#seqOf.set(clientMessageId, seq);
  }

  #seen({ client, seq, kind, content }: SeenLine): void {
    const span = this.#spans.get(client);
    if (kind !== 'message') return;
    if (this.#stored.get(seq)?.content !== content) {
      this.#broken.forked.push(`${client} saw something else at ${seq} than the history has`);
    }
    if (span === undefined) return;
    if (span.seen.has(seq)) this.#broken.doubled.push(`${client} saw ${seq} twice`);
    else if (seq < span.last)
      this.#broken.reordered.push(`${client} saw ${seq} after ${span.last}`);
    span.seen.add(seq);
    span.last = Math.max(span.last, seq);
  }

  #edge({ client, edge, seq }: WatchLine): void {
    const span = this.#spans.get(client);
    if (span !== undefined) this.#close(span, edge === 'until' ? seq : span.last);
    this.#spans.delete(client);
    if (edge === 'until') return;
    this.#spans.set(client, { client, from: seq, seen: new Set(), last: seq });
  }

  #close({ client, from, seen }: Span, until: number): void {
    for (const seq of this.#stored.keys()) {
      const isOwed = seq > from && seq <= until;
      if (isOwed && !seen.has(seq)) this.#broken.lost.push(`${client} never saw ${seq}`);
    }
  }
}
