import type { ProtocolError } from '../../protocol/errors.ts';
import { ok, type Result } from '../../protocol/result.ts';
import type { RoomContext } from './room-context.ts';

type Answered = Result<{ readonly seq?: number | undefined }, ProtocolError>;

/** Ends a change of one's own. Should its notice be lost, the room knows that it has to ask for it. */
export function settleChange(
  { apply, room }: Pick<RoomContext, 'apply' | 'room'>,
  answer: Answered,
): Result<null, ProtocolError> {
  if (!answer.ok) return answer;
  const { seq } = answer.value;
  const { epoch } = room();
  if (seq !== undefined && epoch !== null) apply({ type: 'head', head: { seq, epoch } });
  return ok(null);
}
