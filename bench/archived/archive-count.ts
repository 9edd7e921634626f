import { xml } from '@xmpp/client';

import { addressOf, connectToXmpp, enterRoom } from '../clients/xmpp-client.ts';

const ARCHIVE = 'urn:xmpp:mam:2';
const PAGES = 'http://jabber.org/protocol/rsm';

/** How many messages the archive of a room has: https://xmpp.org/extensions/xep-0313.html */
export async function countArchive(port: number, room: string): Promise<number> {
  const client = await connectToXmpp(port);
  await enterRoom(client, room, 'archivist');
  const page = xml('set', { xmlns: PAGES }, xml('max', {}, '0'));
  const query = xml('query', { xmlns: ARCHIVE }, page);
  const answer = await client.iqCaller.request(
    xml('iq', { type: 'set', to: addressOf(room) }, query),
  );
  await client.stop();
  const count = answer.getChild('fin', ARCHIVE)?.getChild('set', PAGES)?.getChildText('count');
  return Number(count ?? NaN);
}
