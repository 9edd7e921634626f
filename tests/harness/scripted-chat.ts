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
  const sends: string[] = [];
  let server: ScriptedServer | null = null;
  let refuse = refuseNothing;
  let underWay = 0;
  let mostUnderWay = 0;
  let pages = 0;
  let epoch = 'a';

  const store = (content: string, userId: string, clientMessageId?: string): EventMessage => {
    const known = log.find((message) => message.clientMessageId === clientMessageId);
    if (known !== undefined && clientMessageId !== undefined) return known;
    const seq = log.length + 1;
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
    return message;
  };
  const notice = (message: EventMessage) => ({ ...message, after: (message.seq ?? 0) - 1 });
  const announce = (message: EventMessage): void =>
    void server?.io.emit('new-message', notice(message));

  /** Replays before it answers, as the real server may. */
  const resume = ({ afterSeq, epoch: known }: Record<string, unknown>, socket: Socket) => {
    const place = { eventId: 'e1', seq: log.length, epoch };
    if (afterSeq === undefined || afterSeq === log.length) return { ...place, mode: 'live' };
    const missed = log.slice(Number(afterSeq));
    const isReachable = missed.length > 0 && missed.length <= REPLAY_MAX && known === epoch;
    if (!isReachable) return { ...place, mode: 'resync' };
    for (const message of missed) socket.emit('new-message', notice(message));
    return { ...place, mode: 'replay' };
  };
  const answer = (name: string, payload: Record<string, unknown>, socket: Socket): unknown => {
    if (name === 'send-message') sends.push(String(payload['content']));
    const refused = refuse(name, payload);
    if (refused === 'silence') return undefined;
    if (refused !== null && refused !== 'lost') return { ok: false, error: refused };
    if (name === 'send-message') {
      const message = store(
        String(payload['content']),
        'alice',
        String(payload['clientMessageId']),
      );
      announce(message);
      return refused === 'lost' ? undefined : { ok: true, value: message };
    }
    const value = name === 'leave-event' ? { eventId: 'e1' } : resume(payload, socket);
    if (name === 'sync') return { ok: true, value };
    const joined = { minSeq: 0, role: 'participant', typists: [] };
    const counts = { attending: 2, interested: 0, online: 1 };
    return { ok: true, value: { ...value, ...joined, ...counts } };
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
    return ok({ messages, seq: log.length, epoch, hasMore: range.length > limit });
  };
  return {
    log,
    sends,
    listMessages,
    mostUnderWay: () => mostUnderWay,
    /** Pages of the history that were read so far. */
    pages: () => pages,
    say: (content: string) => announce(store(content, 'bob')),
    sayUnheard: (content: string) => void store(content, 'bob'),
    /** As after a restore from a backup: another log, which goes on from there. */
    restore(to: number, nextEpoch: string) {
      log.splice(to);
      epoch = nextEpoch;
    },
    announceHead: () =>
      void server?.io.emit('room-head', { eventId: 'e1', seq: log.length, epoch }),
    announceResync: () => void server?.io.emit('resync', { eventId: 'e1', seq: log.length, epoch }),
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
