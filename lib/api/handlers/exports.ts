import {
  createExport,
  deleteExport,
  findExport,
  listExports,
  toExport,
} from '../../../db/exports.ts';
import { noSuchExport, tooFast } from '../../../domain/refusals.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type { Export, Exports } from '../../../protocol/exports.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import { exportFile } from '../exports/make-export.ts';
import { respondRefusal, toBody } from '../respond.ts';
import type { Call, OpenCall } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

/** Of an event where the path names one, else of one's own data. */
const subjectOf = ({ person, eventId }: Pick<Call, 'person' | 'eventId'>) => ({
  userId: person.id,
  eventId: eventId === '' ? null : eventId,
});

export async function create(services: Services, call: Call): Answer<Export> {
  const { db, budgets, exports, newId } = services;
  const exceeded = await budgets.exports.take(call.person.id);
  if (exceeded !== null) return fail(tooFast('Those were many exports.', exceeded));
  const created = await createExport(db, { ...subjectOf(call), id: newId() });
  if (created.ok) exports.wake();
  return created;
}

export async function list({ db }: Services, call: Call): Answer<Exports> {
  const listed = await listExports(db, subjectOf(call));
  return listed.ok ? ok({ exports: [...listed.value] }) : listed;
}

export async function read({ db }: Services, call: Call): Answer<Export> {
  const found = await findExport(db, { ...subjectOf(call), exportId: call.exportId });
  return found.ok ? ok(toExport(found.value)) : found;
}

export async function remove({ db, exports }: Services, call: Call): Answer<null> {
  const removed = await deleteExport(db, { ...subjectOf(call), exportId: call.exportId });
  if (removed.ok) exports.wake();
  return removed;
}

/** The file. Who may have it is asked each time. */
export async function content({ db, exports }: Services, call: OpenCall): Promise<Response> {
  const found = await findExport(db, { ...subjectOf(call), exportId: call.exportId });
  if (!found.ok) return respondRefusal(found.error);
  const isReady = found.value.state === 'ready';
  const file = isReady ? await exports.files.read(exportFile(found.value)) : null;
  if (file === null) return respondRefusal(noSuchExport);
  const name = `hallway-${call.eventId === '' ? 'my-data' : 'event'}-${found.value.created_at.toISOString().slice(0, 10)}.zip`;
  return new Response(toBody(file.content), {
    headers: {
      'cache-control': 'no-store',
      'content-type': 'application/zip',
      'content-length': String(file.bytes),
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}
