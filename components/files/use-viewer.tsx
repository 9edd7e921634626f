import { type ReactElement, useMemo, useState } from 'react';

import type { ChatMessage } from '@/components/chat/chat-rows';
import type { Uploads } from '@/lib/uploads/uploads';

import type { RoomFiles } from './room-files';
import { Viewer } from './Viewer';

interface ViewerParts {
  readonly eventId: string;
  readonly uploads: Uploads;
  readonly messages: readonly ChatMessage[];
}

interface Viewed {
  readonly messageKey: string;
  readonly fileKey: string;
}

/** What shows the room's files, and the viewer, where one of its pictures is open. */
export function useViewer({ eventId, uploads, messages }: ViewerParts): {
  readonly files: RoomFiles;
  readonly shown: ReactElement | null;
} {
  const [viewed, setViewed] = useState<Viewed | null>(null);
  const files = useMemo<RoomFiles>(
    () => ({
      eventId,
      uploads,
      onView: (messageKey, fileKey) => setViewed({ messageKey, fileKey }),
    }),
    [eventId, uploads],
  );
  // A picture that somebody deletes closes with its message.
  const message = messages.find(({ key }) => key === viewed?.messageKey);
  const pictures = message?.files.filter(({ kind }) => kind === 'image') ?? [];
  const index = pictures.findIndex(({ key }) => key === viewed?.fileKey);
  if (viewed === null || message === undefined || index === -1) return { files, shown: null };
  const show = (fileKey: string) => setViewed({ ...viewed, fileKey });
  const shown = (
    <Viewer
      message={message}
      pictures={pictures}
      index={index}
      onShow={show}
      onClose={() => setViewed(null)}
    />
  );
  return { files, shown };
}
