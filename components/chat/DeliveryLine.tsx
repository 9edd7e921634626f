import CircleAlert from 'lucide-react-native/icons/circle-alert';
import Clock from 'lucide-react-native/icons/clock';
import type { ReactElement } from 'react';
import { StyleSheet, View } from 'react-native';

import { useFilesProgress } from '@/components/files/room-files';
import { useSocket } from '@/components/providers/SocketProvider';
import { Button } from '@/components/ui/Button';
import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { space } from '@/components/ui/tokens';
import { useCountdown } from '@/components/ui/use-countdown';

import type { ChatMessage, Delivery } from './chat-rows';
import { MessageTime } from './MessageTime';

export interface DeliveryActions {
  readonly onRetry: (clientMessageId: string) => void;
  readonly onDiscard: (clientMessageId: string) => void;
}

interface DeliveryLineProps extends DeliveryActions {
  readonly message: ChatMessage;
  readonly isTimeShown: boolean;
}

/** Below a message: when it was written, whether it was edited, that it is on its way, or why it was not sent. */
export function DeliveryLine(props: DeliveryLineProps): ReactElement | null {
  const { message, isTimeShown } = props;
  const { delivery } = message;
  if (delivery.state === 'failed') return <FailedLine {...props} delivery={delivery} />;
  if (delivery.state === 'pending' && message.files.some(({ id }) => id === null)) {
    return <UploadingLine {...props} delivery={delivery} />;
  }
  if (delivery.state === 'pending') return isTimeShown ? <PendingLine /> : null;
  return <MessageTime message={message} isTimeShown={isTimeShown} style={styles.time} />;
}

function PendingLine(): ReactElement {
  const { isConnected } = useSocket();
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', gap: 4, paddingTop: 3 }}>
      <Icon of={Clock} size={12} color="muted" />
      <Copy size="tiny" tone="muted">
        {isConnected ? 'Sending…' : 'Waiting for the connection'}
      </Copy>
    </View>
  );
}

interface UploadingLineProps extends DeliveryActions {
  readonly message: ChatMessage;
  readonly delivery: Extract<Delivery, { state: 'pending' }>;
}

/** A message that waits for its files can be given up. */
function UploadingLine({ message, delivery, onDiscard }: UploadingLineProps): ReactElement {
  const words = useFilesProgress(message.files);
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', gap: 4, paddingTop: 3 }}>
      <Icon of={Clock} size={12} color="muted" />
      <Copy size="tiny" tone="muted">
        {words}
      </Copy>
      <Button
        label="Cancel"
        kind="quiet"
        isCompact
        onPress={() => onDiscard(delivery.clientMessageId)}
      />
    </View>
  );
}

interface FailedLineProps extends DeliveryActions {
  readonly delivery: Extract<Delivery, { state: 'failed' }>;
}

const RETRY_WORDS = { again: 'Retry', without: 'Send without it' } as const;

function FailedLine({ delivery, onRetry, onDiscard }: FailedLineProps): ReactElement {
  const seconds = useCountdown(delivery.retryAt);
  return (
    <View role="alert" style={{ alignItems: 'flex-end', paddingTop: space.xxs, maxWidth: 420 }}>
      <View style={{ flexDirection: 'row', alignItems: 'center', gap: 6 }}>
        <Icon of={CircleAlert} size={14} color="danger" />
        <Copy size="small" tone="danger" style={{ flexShrink: 1 }}>
          Not sent. {delivery.reason}
        </Copy>
      </View>
      <View style={{ flexDirection: 'row' }}>
        <Button
          label="Discard"
          kind="quiet"
          isCompact
          onPress={() => onDiscard(delivery.clientMessageId)}
        />
        {delivery.retry !== 'none' && (
          <Button
            label={seconds > 0 ? `Retry in ${seconds} s` : RETRY_WORDS[delivery.retry]}
            kind="quiet"
            isCompact
            isDisabled={seconds > 0}
            onPress={() => onRetry(delivery.clientMessageId)}
          />
        )}
      </View>
    </View>
  );
}

const styles = StyleSheet.create({ time: { paddingTop: 3, paddingHorizontal: 2 } });
