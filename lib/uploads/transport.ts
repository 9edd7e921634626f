import type { ProtocolError } from '../../protocol/errors.ts';
import type { ChosenFile } from './upload.ts';

export interface TransferEvents {
  /** So many bytes have gone, as far as this device knows. */
  readonly onProgress: (sentBytes: number) => void;
  /** The server has all bytes of the file with this id. */
  readonly onSent: (fileId: string) => void;
  /** It stopped; where the error is retryable, `start` goes on from the bytes that the server has. */
  readonly onError: (error: ProtocolError) => void;
}

/** One file's bytes on their way. */
export interface Transfer {
  /** Begins, or goes on. */
  readonly start: () => void;
  /** What the server has so far stays there for a while. */
  readonly stop: () => void;
  /** Stops, and has the server forget the file. */
  readonly discard: () => void;
}

/** How files get to the server; says nothing before the first `start`. */
export type OpenTransfer = (file: ChosenFile, events: TransferEvents) => Transfer;
