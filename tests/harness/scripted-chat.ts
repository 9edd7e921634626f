import { refusal } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import type { EventMessage } from '../../protocol/wire.ts';
import type { RestClient } from '../../lib/rest-client.ts';
import type { Socket } from 'socket.io';
import { startScriptedServer } from './scripted-server.ts';
import type { ScriptedServer } from './scripted-server.ts';

type Refuse = (
  name: string,
  payload: Record<string, unknown>,
) => object | null | 'silence' | 'lost';

/** As the real server's, but small. */
const REPLAY_MAX = 100;

const refuseNothing: Refuse = () => null;

/** One event's log behind a real socket server and a history, as small as the contract allows. */
export function createScriptedChat() {
  const log: EventMessage[] = [];
  /** What has a place in the log, as the notice that tells of it. */
  const entries: { readonly name: string; readonly notice: { readonly seq: number } }[] = [];
  const sends: string[] = [];
  let server: ScriptedServer | null = null;
  let refuse = refuseNothing;
  let underWay = 0;
  let mostUnderWay = 0;
  let pages = 0;
  let epoch = 'a';
  let isHushed = false;
  let position: number | null = null;
  let held: Promise<void> | null = null;

  const store = (content: string, userId: string, clientMessageId?: string): EventMessage => {
    const known = log.find((message) => message.clientMessageId === clientMessageId);
    if (known !== undefined && clientMessageId !== undefined) return known;
    const seq = entries.length + 1;
    const message: EventMessage = {
      id: `m${seq}`,
      eventId: 'e1',
      userId,
      userName: userId,
      content,
      createdAt: new Date(0).toISOString(),
      seq,
      ...(clientMessageId !== undefined && { clientMessageId }),
    };
    log.push(message);
    entries.push({ name: 'new-message', notice: { ...message, seq } });
    return message;
  };
  const tell = (to: Pick<Socket, 'emit'>, { name, notice }: (typeof entries)[number]): void =>
    void to.emit(name, { ...notice, after: notice.seq - 1 });
  const announce = ({ seq = 0 }: Pick<EventMessage, 'seq'>): void => {
    const entry = entries[seq - 1];
    if (server !== null && entry !== undefined) tell(server.io, entry);
  };
  /** Carries out a request to change a message. @returns its answer's value. */
  const change = (request: 'edit-message' | 'delete-message', payload: Record<string, unknown>) => {
    const messageId = String(payload['messageId']);
    const at = new Date(1).toISOString();
    const changed =
      request === 'edit-message'
        ? { name: 'message-edited', to: { content: String(payload['content']), editedAt: at } }
        : { name: 'message-deleted', to: { content: '', deletedAt: at } };
    const index = log.findIndex(({ id }) => id === messageId);
    log.splice(
      index,
      1,
      ...log.slice(index, index + 1).map((message) => ({ ...message, ...changed.to })),
    );
    const seq = entries.length + 1;
    const notice = { eventId: 'e1', messageId, userId: 'alice', ...changed.to, seq };
    entries.push({ name: changed.name, notice });
    if (!isHushed) announce({ seq });
    return { eventId: 'e1', messageId, seq };
  };

  /** One's own reaction, as the only one of its message. */
  const react = ({ messageId, emoji, on }: Record<string, unknown>) => {
    const seq = entries.length + 1;
    const changes = [{ emoji, added: on === true ? ['alice'] : [], removed: on ? [] : ['alice'] }];
    const reactions = on === true ? [{ emoji, count: 1 }] : [];
    const notice = { eventId: 'e1', messageId, reactions, changes, seq };
    entries.push({ name: 'reactions-changed', notice });
    if (!isHushed) announce({ seq });
    return { eventId: 'e1', messageId, seq };
  };

  const pin = (messageId: string, isPinned: boolean) => {
    const seq = entries.length + 1;
    const messageSeq = log.find(({ id }) => id === messageId)?.seq ?? 0;
    const notice = { eventId: 'e1', messageId, messageSeq, isPinned, by: 'alice', seq };
    entries.push({ name: 'pin-changed', notice });
    if (!isHushed) announce({ seq });
    return { eventId: 'e1', messageId, seq };
  };

  /** Replays before it answers, as the real server may. */
  const resume = ({ afterSeq, epoch: known }: Record<string, unknown>, socket: Socket) => {
    const place = { eventId: 'e1', seq: entries.length, epoch };
    if (afterSeq === undefined || afterSeq === entries.length) return { ...place, mode: 'live' };
    const missed = entries.slice(Number(afterSeq));
    const isReachable = missed.length > 0 && missed.length <= REPLAY_MAX && known === epoch;
    if (!isReachable) return { ...place, mode: 'resync' };
    for (const entry of missed) tell(socket, entry);
    return { ...place, mode: 'replay' };
  };
  const joinAnswer = (payload: Record<string, unknown>, socket: Socket): object => {
    const joined = { minSeq: 0, role: 'participant', typists: [] };
    const counts = { attending: 2, interested: 0, online: 1 };
    const reading = position !== null && { readSeq: position };
    return { ...resume(payload, socket), ...joined, ...counts, ...reading };
  };
  // The table of all requests; each is one call, so its number of branches is no complexity.
  // oxlint-disable-next-line complexity
  const carryOut = (name: string, payload: Record<string, unknown>, socket: Socket): object => {
    switch (name) {
      case 'send-message': {
        const { content, clientMessageId } = payload;
        const message = store(String(content), 'alice', String(clientMessageId));
        announce(message);
        return message;
      }
      case 'edit-message':
      case 'delete-message':
        return change(name, payload);
      case 'react':
        return react(payload);
      case 'pin-message':
      case 'unpin-message':
        return pin(String(payload['messageId']), name === 'pin-message');
      case 'mark-read':
        position = Math.max(position ?? 0, Number(payload['seq']));
        return { eventId: 'e1', readSeq: position, unread: 0 };
      case 'mark-unread':
        position = Number(payload['seq']) - 1;
        return { eventId: 'e1', readSeq: position, unread: 0 };
      case 'leave-event':
        return { eventId: 'e1' };
      case 'sync':
        return resume(payload, socket);
      default:
        return joinAnswer(payload, socket);
    }
  };
  const answer = (name: string, payload: Record<string, unknown>, socket: Socket): unknown => {
    if (name === 'send-message') sends.push(String(payload['content']));
    const refused = refuse(name, payload);
    if (refused === 'silence') return undefined;
    if (refused !== null && refused !== 'lost') return { ok: false, error: refused };
    const value = carryOut(name, payload, socket);
    return refused === 'lost' ? undefined : { ok: true, value };
  };
  const listMessages: RestClient['listMessages'] = async (_eventId, query = {}) => {
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    pages += 1;
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    if (server === null) return fail(refusal('unavailable', 'no server', 20));
    const { before = Infinity, after = 0, limit = 50 } = query;
    const range = log.filter(({ seq = 0 }) => seq < before && seq > after);
    const messages = query.after === undefined ? range.slice(-limit) : range.slice(0, limit);
    const page = ok({ messages, seq: entries.length, epoch, hasMore: range.length > limit });
    await held;
    return page;
  };
  return {
    log,
    sends,
    listMessages,
    mostUnderWay: () => mostUnderWay,
    /** Pages of the history that were read so far. */
    pages: () => pages,
    /** Pages that are asked for from now on come later, as they were. @returns what lets them come. */
    holdPages(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    store,
    say: (content: string) => announce(store(content, 'bob')),
    sayUnheard: (content: string) => void store(content, 'bob'),
    /** As after a restore from a backup: another log, which goes on from there. */
    restore(to: number, nextEpoch: string) {
      log.splice(to);
      entries.splice(to);
      epoch = nextEpoch;
    },
    announceHead: () =>
      void server?.io.emit('room-head', { eventId: 'e1', seq: entries.length, epoch }),
    announceResync: () =>
      void server?.io.emit('resync', { eventId: 'e1', seq: entries.length, epoch }),
    /** Where one has read to; until then it is a server that knows nothing of that. */
    setPosition: (seq: number) => void (position = seq),
    /** Nobody hears of changes of messages. */
    hush: () => void (isHushed = true),
    /** It is carried out, and nothing is said about it. */
    loseAnswerTo: (request: string) => void (refuse = (name) => (name === request ? 'lost' : null)),
    refuseWith: (next: Refuse) => void (refuse = next),
    server: () => server,
    async start(port?: number) {
      server = await startScriptedServer({ answer, ...(port !== undefined && { port }) });
      return server;
    },
    async stop() {
      const stopped = server;
      server = null;
      await stopped?.stop();
    },
  };
}
