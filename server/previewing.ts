import type { DatabaseHandle } from '../db/client.ts';
import type { JobOf } from '../db/job-queues.ts';
import { readLinkToPreview } from '../db/previews.ts';
import type { EventLog } from '../domain/ports.ts';
import { showPreview } from '../domain/preview.ts';
import { newId } from '../lib/server/new-id.ts';
import type { SocketServerConfig } from './config-type.ts';
import { PageWorker } from './previews/page-worker.ts';
import { Previewer } from './previews/previewer.ts';

interface PreviewingDeps {
  readonly config: Pick<SocketServerConfig, 'linkPreviews'>;
  readonly database: DatabaseHandle;
  readonly eventLog: EventLog;
}

/** A node's part in previews of links. */
export interface Previewing {
  /** Gives a message the preview of its link, if there is to be one; rejects where it has to be tried again. */
  readonly preview: (job: JobOf<'link-preview'>) => Promise<void>;
  /** Asks no page any more. */
  readonly stop: () => void;
}

const WEB_ALONE = { networks: [], ports: [80, 443] };

export function createPreviewing({ config, database, eventLog }: PreviewingDeps): Previewing {
  const { networks, ports } = config.linkPreviews ?? WEB_ALONE;
  const pages = new PageWorker({ networks: [...networks], ports: [...ports] });
  const previewer = new Previewer({ pages });
  return {
    async preview({ eventId, messageId }) {
      const link = await readLinkToPreview(database.db, { eventId, messageId });
      if (link === null) return;
      const preview = await previewer.previewOf(link.url);
      if (preview === null) return;
      const named = { eventId, messageId, authorId: link.authorId };
      const shown = await showPreview({ log: eventLog, newId }, named, preview);
      // What is refused for good, as when the event is gone, would be so again.
      if (!shown.ok && shown.error.retryable) throw new Error(shown.error.code);
    },
    stop: () => pages.stop(),
  };
}
