import { z } from 'zod';

import type { PushOutcome } from '../../domain/push.ts';
import type { PushPayload } from '../../protocol/notifications.ts';
import { retryAfterMs, sendOut, toWhy } from './send-out.ts';

/** As many as Expo takes at once. */
export const EXPO_MESSAGES_MAX = 100;
export const EXPO_RECEIPTS_MAX = 300;

const Details = z.object({ error: z.string().optional() }).optional();
const Refused = z.object({
  status: z.literal('error'),
  message: z.string().default('no reason was given'),
  details: Details,
});
const Ticket = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ok'), id: z.string().min(1) }),
  Refused,
]);
const Receipt = z.discriminatedUnion('status', [z.object({ status: z.literal('ok') }), Refused]);
const Tickets = z.object({ data: z.array(Ticket) });
const Receipts = z.object({ data: z.record(z.string(), Receipt) });

export interface ExpoOptions {
  /** Where the API is, without a trailing slash. */
  readonly url: string;
  readonly accessToken: string | undefined;
}

/** What goes to one phone. */
export interface ExpoMessage {
  readonly token: string;
  readonly payload: PushPayload;
}

/** Expo's push API, which speaks to those of the phones' makers. */
export interface Expo {
  /** One outcome a message, in the same order. Never rejects. */
  readonly send: (messages: readonly ExpoMessage[]) => Promise<readonly PushOutcome[]>;
  /** What became of tickets; none of those that there is no receipt for yet. Rejects where the API does not answer. */
  readonly receipts: (
    tickets: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly error: string; readonly isGone: boolean } | null>>;
}

export function createExpo({ url, accessToken }: ExpoOptions): Expo {
  const headers = {
    'content-type': 'application/json',
    ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
  };
  const post = (path: string, body: unknown) =>
    sendOut(`${url}/--/api/v2/push/${path}`, { headers, body: JSON.stringify(body) });
  return {
    async send(messages) {
      const toAll = (outcome: PushOutcome) => messages.map(() => outcome);
      try {
        const answer = await post('send', messages.map(toExpo));
        if (!answer.ok) return toAll(refusedAtOnce(answer));
        const { data } = Tickets.parse(await answer.json());
        return messages.map((_, index) => toOutcome(data[index]));
      } catch (error) {
        return toAll({ is: 'later', why: toWhy(error) });
      }
    },
    async receipts(tickets) {
      const answer = await post('getReceipts', { ids: tickets });
      if (!answer.ok) throw new Error(`Expo answered ${answer.status}`);
      const { data } = Receipts.parse(await answer.json());
      return new Map(
        Object.entries(data).map(([ticket, receipt]) => [
          ticket,
          receipt.status === 'ok' ? null : { error: whyOf(receipt), isGone: isGone(receipt) },
        ]),
      );
    },
  };
}

/** Of the same tag, a later one stands in the place of the one before. */
const toExpo = ({ token, payload }: ExpoMessage) => ({
  to: token,
  data: payload,
  collapseId: payload.tag.slice(0, 64),
  tag: payload.tag,
  ...(payload.is === 'show'
    ? { title: payload.title, body: payload.body, sound: 'default', priority: 'high' }
    : { title: 'Hallway', body: 'This message was deleted.', interruptionLevel: 'passive' }),
});

const refusedAtOnce = (answer: Response): PushOutcome => {
  const why = `Expo answered ${answer.status}`;
  const isForGood = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  if (isForGood) return { is: 'refused', why };
  const afterMs = retryAfterMs(answer);
  return { is: 'later', why, ...(afterMs !== null && { afterMs }) };
};

type Refusal = z.output<typeof Refused>;

const isGone = ({ details }: Refusal): boolean => details?.error === 'DeviceNotRegistered';
const whyOf = ({ message, details }: Refusal): string => details?.error ?? message;

function toOutcome(ticket: z.output<typeof Ticket> | undefined): PushOutcome {
  if (ticket === undefined) return { is: 'later', why: 'Expo gave no ticket' };
  if (ticket.status === 'ok') return { is: 'handed-over', ticket: ticket.id };
  if (isGone(ticket)) return { is: 'gone' };
  const why = whyOf(ticket);
  return ticket.details?.error === 'MessageRateExceeded'
    ? { is: 'later', why }
    : { is: 'refused', why };
}
