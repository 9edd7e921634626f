import type { ReactElement, ReactNode } from 'react';
import { ScrollView, View } from 'react-native';

import { AppBar } from '@/components/account/AppBar';
import { EventChat } from '@/components/chat/EventChat';
import { useAuth } from '@/components/providers/AuthProvider';
import { Heading } from '@/components/ui/Copy';
import { ShowPinsButton } from '@/components/pins/ShowPinsButton';
import { MentionsButton } from '@/components/mentions/MentionsButton';
import { HereButton } from '@/components/presence/HereButton';
import { HereLine } from '@/components/presence/HereLine';
import { QuestionsButton } from '@/components/questions/QuestionsButton';
import { SearchButton } from '@/components/search/SearchButton';
import { ErrorState } from '@/components/ui/ErrorState';
import { KeyboardSafe } from '@/components/ui/KeyboardSafe';
import { Loading } from '@/components/ui/Loading';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { createStyles } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';
import { useWide } from '@/components/ui/use-wide';
import { useEvent } from '@/hooks/useEvent';
import type { AccountUser } from '@/lib/account';
import type { Event } from '@/protocol/rest';

import { countWords } from './count-words';
import { EventDetails } from './EventDetails';
import { Invitation } from './Invitation';

interface EventScreenProps {
  readonly eventId: string;
  readonly part: 'details' | 'chat';
}

/** One event; whoever is not signed in enters here, with a name. */
export function EventScreen({ eventId, part }: EventScreenProps): ReactElement {
  const { status, user } = useAuth();
  if (status === 'signed-out') return <Invitation />;
  if (user === null) return <EventFrame>{<Loading label="Loading the event…" />}</EventFrame>;
  return <OpenEvent eventId={eventId} part={part} user={user} />;
}

function EventFrame({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <Page bar={<AppBar backTo="/events" />}>
      <PageTitle title="Event" />
      {children}
    </Page>
  );
}

interface OpenEventProps extends EventScreenProps {
  readonly user: AccountUser;
}

/** A wide screen shows details and chat side by side, a narrow one a part at a time. */
function OpenEvent({ eventId, part, user }: OpenEventProps): ReactElement {
  const isWide = useWide();
  const { event, error, refresh } = useEvent(eventId);
  if (event === null) {
    return (
      <EventFrame>
        {error === null ? (
          <Loading label="Loading the event…" />
        ) : (
          <MissingEvent
            isGone={error.code === 'not-found'}
            text={error.message}
            onRetry={refresh}
          />
        )}
      </EventFrame>
    );
  }
  if (isWide) return <TwoPanes event={event} user={user} />;
  return part === 'chat' ? (
    <ChatAlone event={event} user={user} />
  ) : (
    <DetailsAlone event={event} user={user} />
  );
}

interface MissingEventProps {
  readonly isGone: boolean;
  readonly text: string;
  readonly onRetry: () => Promise<void>;
}

function MissingEvent({ isGone, text, onRetry }: MissingEventProps): ReactElement {
  return isGone ? (
    <ErrorState
      title="This event isn't here"
      text="It may have been deleted, or the link is not quite right."
    />
  ) : (
    <ErrorState text={text} onRetry={() => void onRetry()} />
  );
}

interface PartProps {
  readonly event: Event;
  readonly user: AccountUser;
}

function TwoPanes({ event, user }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <View style={styles.screen}>
      <PageTitle title={event.title} />
      <AppBar backTo="/events" isFullWidth>
        <HereButton eventId={event.id} ownUserId={user.id} />
        <ShowPinsButton eventId={event.id} />
        <QuestionsButton event={event} />
        <MentionsButton />
        <SearchButton eventId={event.id} />
      </AppBar>
      <View style={styles.panes}>
        <ScrollView style={styles.side} contentContainerStyle={styles.sideContent}>
          <View role="complementary" aria-label="About the event">
            <EventDetails event={event} ownUserId={user.id} isChatBeside />
          </View>
        </ScrollView>
        <View role="main" style={styles.chat}>
          <EventChat event={event} oneself={user} />
        </View>
      </View>
    </View>
  );
}

function DetailsAlone({ event, user }: PartProps): ReactElement {
  return (
    <Page bar={<AppBar backTo="/events" />} maxWidth={640}>
      <PageTitle title={event.title} />
      <EventDetails event={event} ownUserId={user.id} isChatBeside={false} />
    </Page>
  );
}

function ChatAlone({ event, user }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <KeyboardSafe style={styles.screen}>
      <PageTitle title={`${event.title}, chat`} />
      <AppBar backTo={`/events/${event.id}`} middle={<ChatTitle event={event} user={user} />}>
        <ShowPinsButton eventId={event.id} />
        <QuestionsButton event={event} />
        <SearchButton eventId={event.id} />
      </AppBar>
      <View role="main" style={styles.chat}>
        <EventChat event={event} oneself={user} />
      </View>
    </KeyboardSafe>
  );
}

function ChatTitle({ event, user }: PartProps): ReactElement {
  return (
    <HereLine eventId={event.id} ownUserId={user.id} besides={countWords(event)}>
      <Heading level={1} size="body" numberOfLines={1}>
        {event.title}
      </Heading>
    </HereLine>
  );
}

const useStyles = createStyles((palette) => ({
  screen: { flex: 1, backgroundColor: palette.page },
  panes: { flex: 1, minHeight: 0, flexDirection: 'row' },
  side: {
    flexGrow: 0,
    flexShrink: 0,
    width: '36%',
    maxWidth: 440,
    minWidth: 340,
    borderRightWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
  },
  sideContent: { padding: space.lg, paddingBottom: space.xxl },
  chat: { flex: 1, minWidth: 0, minHeight: 0 },
}));
