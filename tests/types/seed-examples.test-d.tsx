// The seed's examples are kept as they are written, whatever our own lint says of them.
// oxlint-disable no-shadow, no-floating-promises, react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies
/**
 * The seed's own code examples, word for word but for the names that they take for granted.
 * Nothing here runs: `tsc` fails where one of them no longer compiles.
 */
import { useEffect } from 'react';

import { AuthProvider } from '@/components/providers/AuthProvider';
import { SocketProvider, useSocket } from '@/components/providers/SocketProvider';
import { broadcastNewMessage, broadcastParticipationUpdate } from '@/lib/socket-broadcast';

declare const eventId: string;
declare const userId: string;
declare const userName: string;
declare const userImage: string | undefined;
declare const status: 'attending' | 'interested' | null;
declare const message: {
  id: string;
  eventId: string;
  userId: string;
  content: string;
  userName: string;
  userImage?: string;
  createdAt: Date;
};

/** "Participation Updates". */
export async function participationRoute() {
  await broadcastParticipationUpdate(
    eventId,
    userId,
    status, // 'attending' | 'interested' | null
    { id: userId, name: userName, image: userImage },
  );
}

/** "Message Broadcasting". */
export async function messagesRoute() {
  await broadcastNewMessage({
    id: message.id,
    eventId: message.eventId,
    userId: message.userId,
    content: message.content,
    userName: message.userName,
    userImage: message.userImage,
    createdAt: message.createdAt.toISOString(),
  });
}

/** "Socket Provider Setup". */
export default function RootLayout() {
  return (
    <AuthProvider>
      <SocketProvider>{/* Your app content */}</SocketProvider>
    </AuthProvider>
  );
}

/** "Using Socket in Components". */
export function EventPage() {
  const { isConnected, joinEventRoom, sendMessage, onMessage } = useSocket();

  useEffect(() => {
    if (isConnected && eventId) {
      // Join event room
      joinEventRoom(eventId);

      // Listen for new messages
      const unsubscribe = onMessage((message) => {
        // Handle new message
        console.log('New message:', message);
      });

      return unsubscribe;
    }
  }, [isConnected, eventId]);

  const handleSendMessage = (content: string) => {
    sendMessage(eventId, content);
  };

  // The seed's example ends here; what follows holds the rest of the hook to its tables.
  return handleSendMessage;
}

/** The seed's types, as its tables give them. */
interface EventMessage {
  id: string;
  eventId: string;
  userId: string;
  content: string;
  userName: string;
  userImage?: string;
  createdAt: string;
}
interface TypingUser {
  userId: string;
  userName: string;
}
interface UserParticipationUpdate {
  userId: string;
  status: 'attending' | 'interested' | null;
  user: { id: string; name: string; image?: string };
}

/** Each notice of the seed's table has its function, with the seed's type. */
export function SeedListeners() {
  const socket = useSocket();
  useEffect(() => {
    const unsubscribes: (() => void)[] = [
      socket.onMessage((notice) => void (notice satisfies Loose<EventMessage>)),
      socket.onUserTyping((notice) => void (notice satisfies TypingUser)),
      socket.onUserStoppedTyping((notice) => void (notice satisfies string)),
      socket.onUserJoined((notice) => void (notice satisfies Loose<UserParticipationUpdate>)),
      socket.onUserLeft((notice) => void (notice satisfies { userId: string; status: string })),
      socket.onError((notice) => void (notice satisfies { message: string })),
    ];
    socket.startTyping(eventId);
    socket.stopTyping(eventId);
    void socket.leaveEventRoom(eventId);
    return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
  }, [socket]);
  return null;
}

/** The seed's optional fields as zod types them: absent or `undefined`. */
type Loose<T> = T extends object
  ? { [K in keyof T]: undefined extends T[K] ? Loose<T[K]> | undefined : Loose<T[K]> }
  : T;

/** A wrong payload does not compile. */
export function WrongPayloads() {
  const { sendMessage, joinEventRoom, client } = useSocket();
  // @ts-expect-error an event's id is text
  void joinEventRoom(7);
  // @ts-expect-error content is missing
  void sendMessage(eventId);
  // @ts-expect-error there is no such request
  void client.request('post-message', { eventId });
  // @ts-expect-error there is no such notice
  client.on('message', () => undefined);
  return null;
}
