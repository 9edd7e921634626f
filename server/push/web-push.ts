import webPush from 'web-push';

import type { PushKeys } from '../../db/push-keys.ts';
import type { PushTarget } from '../../db/push-deliveries.ts';
import type { PushOutcome } from '../../domain/push.ts';
import type { PushPayload } from '../../protocol/notifications.ts';
import { mayPushTo } from '../../lib/server/push-hosts.ts';
import { retryAfterMs, sendOut, toWhy } from './send-out.ts';

/** A browser that is off for longer has no use for it any more. */
const TTL_SECONDS = 86_400;
/** What RFC 8030 lets a topic have. */
const TOPIC_CHARS = 32;

export interface WebPushOptions {
  readonly keys: PushKeys;
  /** Whom a push service may turn to: an https address or a mailto. */
  readonly contact: string;
  readonly hosts: readonly string[];
}

/** Sends something to a browser, encrypted for it (RFC 8291). Never rejects. */
export async function sendToBrowser(
  { keys, contact, hosts }: WebPushOptions,
  { address, p256dh, auth }: PushTarget,
  payload: PushPayload,
): Promise<PushOutcome> {
  if (!mayPushTo(address, hosts)) return { is: 'refused', why: 'no push service that may be used' };
  try {
    const subscription = { endpoint: address, keys: { p256dh: p256dh ?? '', auth: auth ?? '' } };
    const request = webPush.generateRequestDetails(subscription, JSON.stringify(payload), {
      vapidDetails: { subject: contact, ...keys },
      TTL: TTL_SECONDS,
      urgency: payload.is === 'show' ? 'high' : 'normal',
      contentEncoding: 'aes128gcm',
      topic: topicOf(payload),
    });
    const headers = { ...request.headers };
    // It is what a browser's own request has, and `fetch` sets it.
    delete headers['Content-Length'];
    return toOutcome(await sendOut(address, { headers, body: new Uint8Array(request.body) }));
  } catch (error) {
    return { is: 'later', why: toWhy(error) };
  }
}

/** What waits at the push service for a browser that is off is replaced by the newest of its kind. */
const topicOf = ({ tag, is }: PushPayload): string =>
  Buffer.from(`${is}${tag}`).toString('base64url').slice(-TOPIC_CHARS);

function toOutcome(answer: Response): PushOutcome {
  if (answer.ok) return { is: 'handed-over' };
  if (answer.status === 404 || answer.status === 410) return { is: 'gone' };
  const why = `the push service answered ${answer.status}`;
  if (answer.status < 500 && answer.status !== 429) return { is: 'refused', why };
  const afterMs = retryAfterMs(answer);
  return { is: 'later', why, ...(afterMs !== null && { afterMs }) };
}
