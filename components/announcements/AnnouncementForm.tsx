import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { DateTimeField } from '@/components/ui/DateTimeField';
import { Field } from '@/components/ui/Field';
import { Notice } from '@/components/ui/Notice';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import type { Announcement } from '@/protocol/rest';

import type { Acting } from './use-announcements';

/** What a form says of an announcement; `isAtOnce`: show it as well. */
export interface Written {
  readonly content: string;
  readonly scheduledAt: string | null;
  readonly shownUntil: string | null;
  readonly isAtOnce: boolean;
}

interface AnnouncementFormProps {
  /** Left out: a new one. */
  readonly initial?: Announcement | undefined;
  readonly acting: Acting;
  readonly onSave: (written: Written) => void;
  readonly onCancel?: () => void;
}

const toDate = (time: string | null | undefined): Date | null =>
  time == null ? null : new Date(time);

/** A time at which it could not be shown is not offered again. */
const firstTimeOf = (initial: Announcement | undefined): Date | null =>
  initial?.notShown === null ? toDate(initial.scheduledAt) : null;

const labelOf = (initial: Announcement | undefined): string =>
  initial === undefined ? 'New announcement' : 'Announcement';

const toIso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** An announcement to be written or changed. */
export function AnnouncementForm(props: AnnouncementFormProps): ReactElement {
  const { initial, acting, onSave, onCancel } = props;
  const [content, setContent] = useState(initial?.content ?? '');
  const [at, setAt] = useState(firstTimeOf(initial));
  const [until, setUntil] = useState(toDate(initial?.shownUntil));
  const isShown = initial?.state === 'live';
  const save = (isAtOnce: boolean): void =>
    onSave({ content, scheduledAt: toIso(at), shownUntil: toIso(until), isAtOnce });
  return (
    <Surface style={{ gap: space.md }}>
      <Field
        label={labelOf(initial)}
        value={content}
        placeholder="What should everybody know?"
        multiline
        onChangeText={setContent}
      />
      {!isShown && (
        <DateTimeField
          label="Show at"
          value={at}
          onChange={setAt}
          isOptional
          hint="Optional. By itself, whether you are here or not."
        />
      )}
      <DateTimeField
        label="Show until"
        value={until}
        onChange={setUntil}
        isOptional
        hint="Optional. Without it, until you end it."
      />
      {acting.refusal !== null && <Notice tone="danger" text={acting.refusal.message} />}
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.sm }}>
        <SaveButtons
          isShown={isShown}
          isTimed={at !== null}
          isBusy={acting.isBusy}
          isDisabled={content.trim() === ''}
          onSave={save}
        />
        {onCancel !== undefined && (
          <Button label="Cancel" kind="quiet" onPress={onCancel} isCompact />
        )}
      </View>
    </Surface>
  );
}

interface SaveButtonsProps {
  readonly isShown: boolean;
  readonly isTimed: boolean;
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  readonly onSave: (isAtOnce: boolean) => void;
}

function SaveButtons(props: SaveButtonsProps): ReactElement {
  const { isShown, isTimed, onSave, ...both } = props;
  const isPlain = !isShown && !isTimed;
  return (
    <>
      {isPlain && <Button label="Show now" isCompact onPress={() => onSave(true)} {...both} />}
      <Button
        label={saveWords(isShown, isTimed)}
        kind={isPlain ? 'secondary' : 'primary'}
        isCompact
        onPress={() => onSave(false)}
        {...both}
      />
    </>
  );
}

function saveWords(isShown: boolean, isTimed: boolean): string {
  if (isShown) return 'Save changes';
  return isTimed ? 'Schedule' : 'Save as draft';
}
