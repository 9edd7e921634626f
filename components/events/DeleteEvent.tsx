import { router } from 'expo-router';
import Trash from 'lucide-react-native/icons/trash';
import { type ReactElement, useState } from 'react';

import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { useAction } from '@/components/ui/use-action';
import { useDeleteEvent } from '@/hooks/useDeleteEvent';
import type { ProtocolError } from '@/protocol/errors';
import type { Event } from '@/protocol/rest';

/** Deletes an event, after asking. */
export function DeleteEvent({ event }: { readonly event: Event }): ReactElement {
  const [isAsking, setIsAsking] = useState(false);
  const { deleteEvent } = useDeleteEvent(event.id);
  const { isBusy, refusal, run } = useAction<ProtocolError>();
  const confirm = async () => {
    if (await run(deleteEvent)) router.dismissTo('/events');
  };
  return (
    <>
      <Button label="Delete event" kind="danger" icon={Trash} onPress={() => setIsAsking(true)} />
      <Dialog
        isOpen={isAsking}
        title={`Delete “${event.title}”?`}
        text="The event and its whole conversation go away for everybody. This can't be undone."
        confirmLabel="Delete for everybody"
        isDangerous
        isBusy={isBusy}
        refusal={refusal}
        onConfirm={() => void confirm()}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
