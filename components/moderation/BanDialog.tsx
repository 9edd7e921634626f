import { type ReactElement, useState } from 'react';

import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { REASON_MAX_CHARS } from '@/protocol/wire';

import type { Acts } from './use-acts';

interface BanDialogProps {
  readonly name: string;
  readonly acts: Acts;
  readonly onBan: (removal: { reason?: string }) => void;
  readonly onClose: () => void;
}

/** Asks for a reason before somebody is banned. Drawing it opens it. */
export function BanDialog({ name, acts, onBan, onClose }: BanDialogProps): ReactElement {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Dialog
      isOpen
      title={`Ban ${name}?`}
      text="They are put out at once, on all their devices, and can't come back until the ban is lifted. Their messages stay."
      confirmLabel="Ban"
      isDangerous
      isBusy={acts.isBusy}
      onConfirm={() => onBan(given === '' ? {} : { reason: given })}
      refusal={acts.refusal}
      onClose={onClose}
    >
      <Field
        label="Reason"
        hint="They are told. You may leave it empty."
        value={reason}
        onChangeText={setReason}
        maxLength={REASON_MAX_CHARS}
      />
    </Dialog>
  );
}
