import type { ConnectionLine, FinalLog, HistoryLine, RequestLine, RunLine } from '../history.ts';
import { Court } from './court.ts';
import { Comings } from './comings.ts';
import { Changes } from './changes.ts';
import { Connections } from './connections.ts';
import { checkDeletedTexts } from './deleted-texts.ts';
import { Deletions } from './deletions.ts';
import { Epochs } from './epochs.ts';
import { Faults } from './faults.ts';
import { FeatureRules, isFeatureLine } from './feature-rules.ts';
import { CheckedLog } from './final-logs.ts';
import { Floors } from './floors.ts';
import { checkLog } from './logs.ts';
import { Marks } from './marks.ts';
import { checkMessages } from './messages.ts';
import { checkNode, NODE_BOUNDS, type NodeBounds } from './nodes.ts';
import { Mentions } from './mentions.ts';
import { Replies } from './replies.ts';
import { Recovery } from './recovery.ts';
import { Rights } from './rights.ts';
import { Sends } from './sends.ts';
import { Showing } from './showing.ts';
import { Durations } from './spread.ts';
import { Streams } from './streams.ts';
import { Texts } from './texts.ts';
import type { Spread, Totals, Verdict } from './verdict.ts';

export interface CheckOptions {
  readonly bounds?: NodeBounds;
}

/**
 * Judges one run by the rules K1 to K19, from its history, line by line in the order of its file,
 * and what the database holds after it. Pure: the same lines give the same verdict.
 *
 * Memory grows with the messages and the clients of the run, not with its deliveries.
 */
export class Checker {
  readonly #court = new Court();
  readonly #comings = new Comings();
  readonly #connections = new Connections();
  readonly #faults = new Faults();
  readonly #epochs = new Epochs(this.#court);
  readonly #rights = new Rights(this.#court);
  readonly #logs: ReadonlyMap<string, CheckedLog>;
  readonly #finals: readonly FinalLog[];
  readonly #bounds: NodeBounds;
  readonly #floors = new Floors();
  readonly #texts = new Texts();
  readonly #sends: Sends;
  readonly #changes: Changes;
  readonly #deletions: Deletions;
  readonly #showing: Showing;
  readonly #marks: Marks;
  readonly #replies: Replies;
  readonly #mentions: Mentions;
  readonly #features: FeatureRules;
  readonly #people = new Map<string, string>();
  readonly #streams: Streams;
  readonly #recovery: Recovery;
  #crowdedRoomSockets = Infinity;
  #attempted = 0;
  #at = 0;

  constructor(finals: readonly FinalLog[], { bounds = NODE_BOUNDS }: CheckOptions = {}) {
    this.#finals = finals;
    this.#bounds = bounds;
    this.#logs = new Map(finals.map((log) => [log.eventId, new CheckedLog(log)]));
    const [court, logs, texts] = [this.#court, this.#logs, this.#texts];
    this.#sends = new Sends(court, logs, this.#floors);
    this.#changes = new Changes(court, logs, this.#floors);
    const calmSince = () => this.#faults.calmSince;
    this.#deletions = new Deletions({ court, logs, texts, calmSince });
    this.#showing = new Showing({ court, logs, texts, finals });
    this.#marks = new Marks(court, finals);
    this.#replies = new Replies(court, logs);
    this.#mentions = new Mentions(court, logs);
    this.#features = new FeatureRules({ court, logs, finals, faults: this.#faults });
    this.#recovery = new Recovery(this.#court, this.#connections);
    this.#streams = new Streams({
      court,
      logs,
      texts,
      rights: this.#rights,
      comings: this.#comings,
      crowdedRoomSockets: () => this.#crowdedRoomSockets,
      onMoved: (span, at, isOver) => this.#recovery.moved(span, at, isOver),
    });
  }

  // The table of all lines; each is one call, so its number of branches is no complexity.
  // oxlint-disable-next-line complexity
  add(line: HistoryLine): void {
    this.#at = Math.max(this.#at, line.at);
    this.#epochs.follow(line);
    if (isFeatureLine(line)) return this.#features.add(line);
    switch (line.type) {
      case 'seen':
        this.#streams.see(line);
        this.#replies.see(line);
        this.#mentions.see(line);
        return this.#deletions.sent(line);
      case 'told':
        return this.#deletions.sent(line);
      case 'shows':
        this.#replies.show(line);
        this.#marks.show(line, this.#people.get(line.client));
        this.#mentions.show(line);
        return this.#showing.add(line);
      case 'shows-pins':
        return this.#marks.showPins(line);
      case 'watch':
        this.#people.set(line.client, line.person);
        return this.#streams.watch(line);
      case 'fault':
        this.#faults.add(line);
        return this.#recovery.fault(line, this.#streams.open, this.#head);
      case 'node':
        return checkNode(line, this.#court, this.#bounds);
      case 'run':
        return this.#run(line);
      case 'connection':
        return this.#connection(line);
      case 'invoke':
      case 'ok':
      case 'fail':
      case 'info':
        return this.#request(line);
    }
  }

  verdict(): Verdict {
    const wrongPlaces = this.#checkFinals();
    const convergence = this.#recovery.finish(this.#at);
    this.#streams.finish(this.#at);
    this.#epochs.finish(this.#logs.values(), this.#at);
    const unrightful = [...this.#logs.values()].reduce(
      (sum, log) => sum + this.#rights.checkLog(log),
      0,
    );
    const ended = this.#sends.finish();
    const marks = this.#marks.finish();
    this.#replies.finish(this.#finals);
    this.#mentions.finish(this.#finals);
    const places = { texts: this.#texts, court: this.#court };
    const leaked = checkDeletedTexts(this.#finals, this.#logs, places);
    const totals: Totals = {
      attempted: this.#attempted,
      acknowledged: this.#sends.acknowledged,
      failed: ended.failed,
      unknown: ended.unknown,
      recovered: ended.recovered,
      lost: this.#sends.lost + this.#changes.lost + marks.lost + this.#streams.lost,
      doubled: this.#sends.doubled + this.#streams.doubled,
      reordered: this.#sends.reordered + this.#changes.reordered + this.#streams.reordered,
      forked:
        this.#sends.moved +
        this.#streams.forked +
        this.#showing.forked +
        marks.forked +
        this.#replies.forked +
        this.#mentions.forked +
        wrongPlaces,
      unexpected:
        ended.unexpected +
        this.#changes.finish() +
        this.#streams.unexpected +
        this.#deletions.unexpected +
        this.#showing.unexpected +
        marks.unexpected +
        leaked +
        unrightful +
        this.#features.finish(this.#at),
      deliveries: this.#streams.deliveries,
    };
    const latency = { ack: this.#sends.ack.spread(), seenByAll: this.#seenByAll() };
    const rules = this.#court.verdicts((at) => this.#faults.near(at));
    return { rules, totals, latency, convergence };
  }

  #checkFinals(): number {
    let wrong = 0;
    for (const log of this.#finals) {
      wrong += checkLog(log, this.#court);
      const checked = this.#logs.get(log.eventId);
      if (checked !== undefined) wrong += checkMessages(log, checked, this.#court);
    }
    return wrong;
  }

  #request(line: RequestLine): void {
    this.#texts.add(line);
    const isTaken = this.#features.request(line);
    if (line.does === 'send') {
      if (line.type === 'invoke') this.#attempted += 1;
      this.#replies.add(line);
      this.#mentions.add(line);
      return this.#sends.add(line);
    }
    if (isTaken || this.#marks.add(line)) return;
    if (line.does === 'edit' || line.does === 'delete') return this.#changes.add(line);
    this.#rights.request(line);
    this.#comings.add(line);
    if (line.type === 'ok' && line.does === 'join') this.#streams.goesOn(line.client, line);
  }

  #connection(line: ConnectionLine): void {
    const { client, at, recovered } = line;
    const change = this.#connections.follow(line);
    if (change === 'away') this.#streams.cut(client, at);
    if (change === 'back') this.#recovery.isBack(client, at);
    if (recovered === true) this.#streams.goesOn(client);
    this.#deletions.connection(line);
    this.#features.connection(line);
  }

  readonly #head = (eventId: string): number => this.#floors.of(eventId);

  #run(line: RunLine): void {
    const { is, at, crowdedRoomSockets } = line;
    this.#features.start(line);
    this.#crowdedRoomSockets = crowdedRoomSockets ?? this.#crowdedRoomSockets;
    if (is !== 'quiet') return;
    this.#recovery.followUp('quiet', at, { spans: this.#streams.open, head: this.#head });
  }

  #seenByAll(): Spread {
    const durations = new Durations();
    for (const { eventId, seq, invokedAt } of this.#sends.stored()) {
      const seenAt = this.#streams.sightings.last(eventId, seq);
      if (seenAt > 0) durations.add(seenAt - invokedAt);
    }
    return durations.spread();
  }
}

/** The verdict on a whole history. */
export function checkHistory(
  lines: Iterable<HistoryLine>,
  finals: readonly FinalLog[],
  options?: CheckOptions,
): Verdict {
  const checker = new Checker(finals, options);
  for (const line of lines) checker.add(line);
  return checker.verdict();
}
