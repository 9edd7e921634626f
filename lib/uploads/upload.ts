import type { ProtocolError } from '../../protocol/errors.ts';
import type { Attachment, FileKind } from '../../protocol/wire.ts';

/** Something on this device that somebody chose to send. */
export interface ChosenFile {
  readonly name: string;
  /** As the device names it; empty where it does not know. */
  readonly type: string;
  readonly kind: FileKind;
  /** In bytes. */
  readonly size: number;
  /** In pixels, where it is a picture that this device can show. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** An address that shows it, on this device alone. */
  readonly previewUri?: string | undefined;
  /** Its bytes, for the transport alone: a `File`, or where it lies on a phone. */
  readonly source: unknown;
  /** To be called when nobody shows it any more. */
  readonly release?: (() => void) | undefined;
}

/**
 * A file on its way to the server.
 *
 *     waiting → sending ⇄ paused
 *                  └→ checking → ready
 *     waiting, sending, checking → refused ─retried→ waiting
 *
 * One that is interrupted goes on by itself, from the bytes that the server has.
 */
export type UploadState =
  | { readonly status: 'waiting' }
  | { readonly status: 'sending'; readonly isInterrupted: boolean }
  | { readonly status: 'paused' }
  | { readonly status: 'checking' }
  | { readonly status: 'ready'; readonly attachment: Attachment }
  | { readonly status: 'refused'; readonly error: ProtocolError };

export interface Upload {
  readonly key: string;
  readonly file: ChosenFile;
  /** The message that waits for it; `null` while it lies with what is being written. */
  readonly heldBy: string | null;
  readonly sentBytes: number;
  readonly state: UploadState;
}

export type UploadInput =
  | { readonly type: 'turn' }
  | { readonly type: 'progress'; readonly sentBytes: number }
  | { readonly type: 'interrupted' }
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  | { readonly type: 'sent' }
  | { readonly type: 'ready'; readonly attachment: Attachment }
  | { readonly type: 'refused'; readonly error: ProtocolError }
  | { readonly type: 'retried' }
  | { readonly type: 'held'; readonly by: string };

/** A file that was just chosen. */
export const newUpload = (key: string, file: ChosenFile): Upload => ({
  key,
  file,
  heldBy: null,
  sentBytes: 0,
  state: { status: 'waiting' },
});

/** The upload after one more thing happened. What comes too late for its state changes nothing. */
export function nextUpload(upload: Upload, input: UploadInput): Upload {
  if (input.type === 'held') return { ...upload, heldBy: input.by };
  if (input.type === 'progress') {
    return isSending(upload) ? sendingAt(upload, input.sentBytes) : upload;
  }
  const state = nextState(upload.state, input);
  if (state === upload.state) return upload;
  const sentBytes = input.type === 'retried' ? 0 : bytesIn(state, upload);
  return { ...upload, state, sentBytes };
}

type StateInput = Exclude<UploadInput, { type: 'held' | 'progress' }>;

const isSending = ({ state }: Upload): boolean => state.status === 'sending';

const sendingAt = (upload: Upload, sentBytes: number): Upload => ({
  ...upload,
  sentBytes: Math.min(sentBytes, upload.file.size),
  state: { status: 'sending', isInterrupted: false },
});

const bytesIn = ({ status }: UploadState, { file, sentBytes }: Upload): number =>
  status === 'checking' || status === 'ready' ? file.size : sentBytes;

const FROM: Readonly<Record<StateInput['type'], readonly UploadState['status'][]>> = {
  turn: ['waiting'],
  interrupted: ['sending'],
  paused: ['waiting', 'sending'],
  resumed: ['paused'],
  sent: ['sending'],
  ready: ['checking'],
  refused: ['waiting', 'sending', 'checking'],
  retried: ['refused'],
};

function nextState(state: UploadState, input: StateInput): UploadState {
  if (!FROM[input.type].includes(state.status)) return state;
  switch (input.type) {
    case 'turn':
      return { status: 'sending', isInterrupted: false };
    case 'interrupted':
      return { status: 'sending', isInterrupted: true };
    case 'paused':
      return { status: 'paused' };
    case 'resumed':
    case 'retried':
      return { status: 'waiting' };
    case 'sent':
      return { status: 'checking' };
    case 'ready':
      return { status: 'ready', attachment: input.attachment };
    case 'refused':
      return { status: 'refused', error: input.error };
  }
}

/** What is done of it, from 0 to 1. */
export const partSent = ({ file, sentBytes }: Upload): number =>
  file.size === 0 ? 1 : sentBytes / file.size;

/** Whether bytes are still to go, or the server still looks at them. */
export const isUnderWay = ({ state }: Upload): boolean =>
  state.status !== 'ready' && state.status !== 'refused';
