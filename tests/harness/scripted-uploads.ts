import { ok } from '../../protocol/result.ts';
import type { FileDetails } from '../../protocol/rest.ts';
import { newId } from '../../lib/new-id.ts';
import type { OpenTransfer, TransferEvents } from '../../lib/uploads/transport.ts';
import type { ChosenFile } from '../../lib/uploads/upload.ts';
import { createUploads, type Uploads } from '../../lib/uploads/uploads.ts';

export const chosen = (name: string, size = 100): ChosenFile => ({
  name,
  size,
  type: 'image/png',
  kind: 'image',
  source: null,
});

interface ScriptedTransfer extends TransferEvents {
  /** What was asked of it, in order. */
  readonly asked: string[];
}

/** Files on their way to a server that a test plays: it says what becomes of each, by its name. */
export function scriptUploads(): {
  readonly uploads: Uploads;
  readonly transfer: (name: string) => ScriptedTransfer;
  /** What the server says of the files with these ids. */
  readonly found: Map<string, Partial<FileDetails>>;
} {
  const transfers = new Map<string, ScriptedTransfer>();
  const found = new Map<string, Partial<FileDetails>>();
  const openTransfer: OpenTransfer = ({ name }, events) => {
    const asked: string[] = [];
    transfers.set(name, { ...events, asked });
    const ask = (what: string) => () => void asked.push(what);
    return { start: ask('start'), stop: ask('stop'), discard: ask('discard') };
  };
  const getFile = async (id: string) => {
    const known = { name: `${id}.png`, kind: 'image', type: 'image/png', size: 100 } as const;
    return ok<FileDetails>({ id, state: 'checking', ...known, ...found.get(id) });
  };
  return {
    uploads: createUploads({ openTransfer, getFile, newId }),
    found,
    transfer(name) {
      const transfer = transfers.get(name);
      if (transfer === undefined) throw new Error(`nobody has begun to send ${name}`);
      return transfer;
    },
  };
}
