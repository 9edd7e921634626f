import { client, xml, type Client, type Element } from '@xmpp/client';

/** Of a server that lets in everybody, and of its service of rooms. */
const HOST = 'localhost';
const ROOMS = `muc.${HOST}`;
const MUC = 'http://jabber.org/protocol/muc';
const PATIENCE_MS = 20_000;

export const addressOf = (room: string): string => `${room}@${ROOMS}`;

/** Somebody whom the server has let in, without a name of their own; rejects where it does not. */
export async function connectToXmpp(port: number): Promise<Client> {
  const connection = client({ service: `xmpp://127.0.0.1:${port}`, domain: HOST });
  connection.reconnect.stop();
  connection.timeout = PATIENCE_MS;
  // What goes wrong ends the connection as well, and what waits for it rejects.
  connection.on('error', () => {});
  await connection.start();
  return connection;
}

/** Comes into a room of many, without its history: https://xmpp.org/extensions/xep-0045.html. Rejects where it is not let in. */
export async function enterRoom(connection: Client, room: string, nick: string): Promise<void> {
  const isInside = new Promise<void>((resolve, reject) => {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    patience.addEventListener('abort', () => reject(new Error('not let in in time')));
    connection.on('stanza', (stanza) => {
      if (isSubject(stanza)) resolve();
      else if (isRefusal(stanza)) reject(new Error(stanza.toString()));
    });
  });
  const history = xml('history', { maxstanzas: '0' });
  const to = `${addressOf(room)}/${nick}`;
  const presence = xml('presence', { to }, xml('x', { xmlns: MUC }, history));
  await Promise.all([connection.send(presence), isInside]);
}

/** It ends all that one is told at the start. */
const isSubject = (stanza: Element): boolean => stanza.getChild('subject') !== undefined;
const isRefusal = ({ name, attrs }: Element): boolean =>
  name === 'presence' && attrs['type'] === 'error';
