import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';

/** What a request to the API ends in: its value, or a refusal whose text a person may read. */
export type RestResult<Value> = Promise<Result<Value, ProtocolError>>;
