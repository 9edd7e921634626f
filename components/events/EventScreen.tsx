import type { ReactElement } from 'react';
import { ScrollView, View } from 'react-native';

import { AppBar } from '@/components/account/AppBar';
import { EventChat } from '@/components/chat/EventChat';
import { useAuth } from '@/components/providers/AuthProvider';
import { Copy, Heading } from '@/components/ui/Copy';
import { ErrorState } from '@/components/ui/ErrorState';
import { KeyboardSafe } from '@/components/ui/KeyboardSafe';
import { Loading } from '@/components/ui/Loading';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { createStyles } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';
import { useWide } from '@/components/ui/use-wide';
import { useEvent } from '@/hooks/useEvent';
import type { Event } from '@/protocol/rest';

import { countWords } from './count-words';
import { EventDetails } from './EventDetails';

interface EventScreenProps {
  readonly eventId: string;
  readonly part: 'details' | 'chat';
}

/** One event. A wide screen shows its details and its chat side by side, a narrow one a part at a time. */
export function EventScreen({ eventId, part }: EventScreenProps): ReactElement {
  const isWide = useWide();
  const { status } = useAuth();
  const { event, error, refresh } = useEvent(eventId);
  if (event === null || status === 'loading') {
    return (
      <Page bar={<AppBar backTo="/events" />}>
        <PageTitle title="Event" />
        {error === null || event !== null ? (
          <Loading label="Loading the event…" />
        ) : (
          <MissingEvent
            isGone={error.code === 'not-found'}
            text={error.message}
            onRetry={refresh}
          />
        )}
      </Page>
    );
  }
  if (isWide) return <TwoPanes event={event} />;
  return part === 'chat' ? <ChatAlone event={event} /> : <DetailsAlone event={event} />;
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
}

function TwoPanes({ event }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <View style={styles.screen}>
      <PageTitle title={event.title} />
      <AppBar backTo="/events" isFullWidth />
      <View style={styles.panes}>
        <ScrollView style={styles.side} contentContainerStyle={styles.sideContent}>
          <View role="complementary" aria-label="About the event">
            <EventDetails event={event} isChatBeside />
          </View>
        </ScrollView>
        <View role="main" style={styles.chat}>
          <EventChat event={event} />
        </View>
      </View>
    </View>
  );
}

function DetailsAlone({ event }: PartProps): ReactElement {
  return (
    <Page bar={<AppBar backTo="/events" />} maxWidth={640}>
      <PageTitle title={event.title} />
      <EventDetails event={event} isChatBeside={false} />
    </Page>
  );
}

function ChatAlone({ event }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <KeyboardSafe style={styles.screen}>
      <PageTitle title={`${event.title}, chat`} />
      <AppBar backTo={`/events/${event.id}`} middle={<ChatTitle event={event} />} />
      <View role="main" style={styles.chat}>
        <EventChat event={event} />
      </View>
    </KeyboardSafe>
  );
}

function ChatTitle({ event }: PartProps): ReactElement {
  return (
    <View>
      <Heading level={1} size="body" numberOfLines={1}>
        {event.title}
      </Heading>
      <Copy size="tiny" tone="muted" numberOfLines={1}>
        {countWords(event)}
      </Copy>
    </View>
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
