import type { EventMessage } from '../../protocol/wire.ts';

/** A message of the log: it has its place. */
export type LogMessage = EventMessage & { readonly seq: number };
