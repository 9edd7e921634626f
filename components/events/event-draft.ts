import {
  CHANGE_MINUTES_DEFAULT,
  type Event,
  type EventSettings,
  type NewEvent,
} from '@/protocol/rest';

import { deviceTimeZone } from './event-time';

/** An event as the form holds it: texts as typed. */
export interface EventDraft {
  readonly title: string;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly description: string;
  readonly place: string;
  readonly timeZone: string;
  readonly imageUrl: string;
  readonly filterOn: boolean;
  /** Separated by commas or line ends. */
  readonly filterWords: string;
  /** For how long people may change their own messages. */
  readonly changeMinutes: number;
  readonly linkPreviews: boolean;
  readonly approvesQuestions: boolean;
}

export type DraftField = keyof EventDraft;
export type DraftProblems = Partial<Record<DraftField, string>>;

export function emptyDraft(): EventDraft {
  return {
    title: '',
    startsAt: null,
    endsAt: null,
    description: '',
    place: '',
    timeZone: deviceTimeZone(),
    imageUrl: '',
    filterOn: false,
    filterWords: '',
    changeMinutes: CHANGE_MINUTES_DEFAULT,
    linkPreviews: false,
    approvesQuestions: false,
  };
}

export function toDraft(event: Event): EventDraft {
  return {
    title: event.title,
    startsAt: new Date(event.startsAt),
    endsAt: event.endsAt === null ? null : new Date(event.endsAt),
    description: orEmpty(event.description),
    place: orEmpty(event.place),
    timeZone: event.timeZone ?? deviceTimeZone(),
    imageUrl: orEmpty(event.imageUrl),
    ...toFilterDraft(event.settings),
    changeMinutes: event.settings?.changeMinutes ?? CHANGE_MINUTES_DEFAULT,
    linkPreviews: event.settings?.linkPreviews ?? false,
    approvesQuestions: event.settings?.approvesQuestions ?? false,
  };
}

const orEmpty = (text: string | null): string => text ?? '';

function toFilterDraft(
  settings: EventSettings | undefined,
): Pick<EventDraft, 'filterOn' | 'filterWords'> {
  if (settings === undefined) return { filterOn: false, filterWords: '' };
  const { enabled, extraWords } = settings.contentFilter;
  return { filterOn: enabled, filterWords: extraWords.join(', ') };
}

/** What keeps a draft from being sent, by field. The server checks the rest. */
export function draftProblems(draft: EventDraft): DraftProblems {
  const { title, startsAt, endsAt } = draft;
  return {
    ...(title.trim() === '' && { title: 'Give your event a title.' }),
    ...(startsAt === null && { startsAt: 'Say when it starts.' }),
    ...(startsAt !== null &&
      endsAt !== null &&
      endsAt < startsAt && { endsAt: "The end can't be before the start." }),
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const toSettings = (draft: EventDraft): EventSettings => ({
  changeMinutes: draft.changeMinutes,
  linkPreviews: draft.linkPreviews,
  approvesQuestions: draft.approvesQuestions,
  contentFilter: {
    enabled: draft.filterOn,
    extraWords: [
      ...new Set(
        draft.filterWords
          .split(/[,\n]/)
          .map((word) => word.trim())
          .filter(Boolean),
      ),
    ],
  },
});

/** The draft as the API takes it; `null` while something is missing. */
export function toNewEvent(draft: EventDraft): NewEvent | null {
  if (draft.startsAt === null) return null;
  return {
    title: draft.title,
    startsAt: draft.startsAt.toISOString(),
    endsAt: draft.endsAt?.toISOString() ?? null,
    description: orNull(draft.description),
    place: orNull(draft.place),
    timeZone: orNull(draft.timeZone),
    imageUrl: orNull(draft.imageUrl),
    settings: toSettings(draft),
  };
}
