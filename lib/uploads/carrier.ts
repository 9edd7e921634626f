import { refusal } from '../../protocol/errors.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import { Attachment } from '../../protocol/wire.ts';
import type { FileDetails } from '../../protocol/rest.ts';
import { backoffMs } from '../backoff.ts';
import { createPause } from '../event-room-session/pause.ts';
import type { OpenTransfer, Transfer } from './transport.ts';
import type { ChosenFile, UploadInput } from './upload.ts';

export interface CarrierDeps {
  readonly openTransfer: OpenTransfer;
  /** What the server says of a file whose bytes it has. */
  readonly getFile: (fileId: string) => Promise<Result<FileDetails, ProtocolError>>;
}

/** What one waits for a file that was interrupted: somebody watches it. */
const AGAIN = { minMs: 1_000, maxMs: 10_000 };

/** Faults of the server that end it; the want of a connection does not. */
const FAULTS_MAX = 5;

/** How often the server is asked whether it has looked at a file. */
const ASK = { minMs: 600, maxMs: 3_000 };

/** Carries one file to the server and asks until it is ready. */
export interface Carrier {
  /** Begins, or goes on after a rest. */
  readonly go: () => void;
  readonly rest: () => void;
  /** Goes on now, where it waits to go on. */
  readonly wake: () => void;
  /** Says no more; the server keeps what it has. */
  readonly end: () => void;
  /** Says no more, and has the server forget the file. */
  readonly discard: () => void;
}

/** @param tell Told what becomes of it. */
export function createCarrier(
  deps: CarrierDeps,
  file: ChosenFile,
  tell: (input: UploadInput) => void,
): Carrier {
  const pause = createPause();
  let turn = 0;
  let failures = 0;
  let faults = 0;
  let isOver = false;

  const stopped = async (error: ProtocolError): Promise<void> => {
    if (isOver) return;
    failures += 1;
    faults += error.code === 'internal' ? 1 : 0;
    if (!error.retryable || faults >= FAULTS_MAX) return tell({ type: 'refused', error });
    tell({ type: 'interrupted' });
    const own = turn;
    await pause.wait(Math.max(error.retryAfterMs ?? 0, backoffMs(AGAIN, failures, Math.random())));
    if (own === turn) transfer.start();
  };
  const transfer: Transfer = deps.openTransfer(file, {
    onProgress(sentBytes) {
      failures = 0;
      tell({ type: 'progress', sentBytes });
    },
    onSent(fileId) {
      tell({ type: 'sent' });
      const own = turn;
      void askUntilChecked(deps, fileId, { wait: pause.wait, isOver: () => own !== turn }).then(
        (input) => void (input !== null && tell(input)),
      );
    },
    onError: (error) => void stopped(error),
  });
  const leave = (how: () => void, isForGood: boolean): void => {
    turn += 1;
    isOver = isForGood;
    how();
    pause.wake();
  };
  return {
    go: transfer.start,
    rest: () => leave(transfer.stop, false),
    wake: pause.wake,
    end: () => leave(transfer.stop, true),
    discard: () => leave(transfer.discard, true),
  };
}

interface Asking {
  readonly wait: (ms: number) => Promise<void>;
  readonly isOver: () => boolean;
}

/** What the server found; `null` where nobody waits for it any more. */
async function askUntilChecked(
  { getFile }: Pick<CarrierDeps, 'getFile'>,
  fileId: string,
  { wait, isOver }: Asking,
): Promise<UploadInput | null> {
  for (let asked = 1; ; asked += 1) {
    const answer = await getFile(fileId);
    if (isOver()) return null;
    const found = answer.ok ? foundIn(answer.value) : givenUp(answer.error);
    if (found !== null) return found;
    await wait(backoffMs(ASK, asked, 1));
    if (isOver()) return null;
  }
}

function foundIn(details: FileDetails): UploadInput | null {
  if (details.state === 'ready') return { type: 'ready', attachment: Attachment.parse(details) };
  if (details.state !== 'refused') return null;
  return { type: 'refused', error: toError(details.refusal) };
}

const toError = ({ code, message }: FileDetails['refusal'] & object = NO_REASON): ProtocolError =>
  refusal(code === 'not-checked' ? 'unavailable' : 'invalid', message);

const NO_REASON = { code: 'not-allowed', message: "This file can't be sent." } as const;

const givenUp = (error: ProtocolError): UploadInput | null =>
  error.retryable ? null : { type: 'refused', error };
