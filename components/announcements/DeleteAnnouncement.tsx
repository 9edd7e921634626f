import { type ReactElement, useState } from 'react';

import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';

import type { Acting } from './use-announcements';

interface DeleteAnnouncementProps {
  readonly acting: Acting;
  readonly onDelete: () => Promise<boolean>;
}

/** Deletes an announcement, after asking. */
export function DeleteAnnouncement({ acting, onDelete }: DeleteAnnouncementProps): ReactElement {
  const [isAsking, setIsAsking] = useState(false);
  const { isBusy, refusal } = acting;
  const confirm = async (): Promise<void> => {
    if (await onDelete()) setIsAsking(false);
  };
  return (
    <>
      <Button
        label="Delete"
        kind="danger"
        isCompact
        isBusy={isBusy}
        onPress={() => setIsAsking(true)}
      />
      <Dialog
        isOpen={isAsking}
        title="Delete this announcement?"
        text="Its words and its report go away for all organisers. This can't be undone."
        confirmLabel="Delete"
        isDangerous
        isBusy={isBusy}
        refusal={refusal}
        onConfirm={() => void confirm()}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
