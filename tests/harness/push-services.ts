import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

import { PushPayload } from '../../protocol/notifications.ts';

/** What a push service was asked to show. */
export interface Pushed {
  /** A browser's name or a phone's token. */
  readonly to: string;
  readonly payload: PushPayload;
  readonly at: number;
}

interface Answered {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

export interface PushServices extends AsyncDisposable {
  readonly url: string;
  /** What was taken, of browsers and phones. */
  readonly pushed: Pushed[];
  /** How often Expo was asked to send, and what its receipts say, by ticket. */
  readonly receipts: Map<string, unknown>;
  /** What the next requests are answered with, in turn; then all are taken. */
  readonly next: (Answered | 'hang')[];
  /** What phones' tickets say, by token; `ok` for all others. */
  readonly tickets: Map<string, unknown>;
  /** A new browser's subscription, as a client registers it. */
  readonly subscribe: (name: string) => object;
}

interface Browser {
  readonly ecdh: ReturnType<typeof createECDH>;
  readonly auth: Buffer;
}

/** A server that speaks Expo's push API, and Web Push as browsers' services do: it checks VAPID and decrypts. */
export async function startPushServices(): Promise<PushServices> {
  const browsers = new Map<string, Browser>();
  const pushed: Pushed[] = [];
  const receipts = new Map<string, unknown>();
  const tickets = new Map<string, unknown>();
  const next: (Answered | 'hang')[] = [];
  let count = 0;

  const take = (to: string, text: unknown): void =>
    void pushed.push({ to, payload: PushPayload.parse(text), at: Date.now() });
  const toTicket = (message: { readonly to: string; readonly data: unknown }): unknown => {
    const given = tickets.get(message.to);
    if (given !== undefined) return given;
    take(message.to, message.data);
    count += 1;
    return { status: 'ok', id: `ticket-${count}` };
  };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const answer = next.shift();
      if (answer === 'hang') return;
      const reply = (status: number, value?: unknown, headers = {}) =>
        response.writeHead(status, headers).end(JSON.stringify(value));
      if (answer !== undefined) return reply(answer.status, {}, answer.headers);
      const path = request.url ?? '';
      if (path === '/--/api/v2/push/send') {
        return reply(200, { data: JSON.parse(body.toString()).map(toTicket) });
      }
      if (path === '/--/api/v2/push/getReceipts') {
        const { ids } = JSON.parse(body.toString()) as { ids: string[] };
        const known = ids.flatMap((id) => (receipts.has(id) ? [[id, receipts.get(id)]] : []));
        return reply(200, { data: Object.fromEntries(known) });
      }
      const name = path.slice('/web/'.length);
      const browser = browsers.get(name);
      if (browser === undefined) return reply(410);
      checkVapid(request, origin());
      take(name, JSON.parse(decrypt(body, browser)));
      return reply(201);
    })().catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = (): string => `http://127.0.0.1:${address.port}`;
  return {
    url: origin(),
    pushed,
    receipts,
    tickets,
    next,
    subscribe(name) {
      const ecdh = createECDH('prime256v1');
      const p256dh = ecdh.generateKeys().toString('base64url');
      const auth = randomBytes(16);
      browsers.set(name, { ecdh, auth });
      const keys = { p256dh, auth: auth.toString('base64url') };
      return { kind: 'web', endpoint: `${origin()}/web/${name}`, keys };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** RFC 8292: a token for this origin, signed with the key that stands beside it. */
function checkVapid({ headers }: IncomingMessage, origin: string): void {
  const given = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/;
  const found = given.exec(headers.authorization ?? '');
  if (found === null) throw new Error('there is no token');
  const [head, claims, signature, key] = found.slice(1) as [string, string, string, string];
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const signed = Buffer.from(`${head}.${claims}`);
  const proof = Buffer.from(signature, 'base64url');
  if (!verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, proof)) {
    throw new Error('the signature is wrong');
  }
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  if (aud !== origin || exp * 1_000 < Date.now() || !/^(mailto|https):/.test(sub)) {
    throw new Error(`the claims are wrong: ${JSON.stringify({ aud, exp, sub })}`);
  }
}

/** RFC 8291 and 8188, one record. */
function decrypt(body: Buffer, { ecdh, auth }: Browser): string {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const derive = (secret: Uint8Array, by: Uint8Array, about: Buffer, size: number) =>
    Buffer.from(hkdfSync('sha256', secret, by, about, size));
  const ikm = derive(ecdh.computeSecret(sender), auth, info, 32);
  const key = derive(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const sealed = body.subarray(21 + idLength);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
}
