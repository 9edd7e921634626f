import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { momentWords } from '@/components/chat/day-words';
import { useRestClient } from '@/components/providers/rest-context';
import { Copy } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Notice } from '@/components/ui/Notice';
import { Sheet } from '@/components/ui/Sheet';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import { queryKeys, unwrap } from '@/hooks/event-queries';
import type { MessageVersion } from '@/protocol/rest';

interface VersionsSheetProps {
  readonly eventId: string;
  readonly messageId: string;
  readonly author: string;
  readonly onClose: () => void;
}

/** What an edited message says and said before, for who moderates. Drawing it opens it. */
export function VersionsSheet(props: VersionsSheetProps): ReactElement {
  const { eventId, messageId, author, onClose } = props;
  const rest = useRestClient();
  const { data, error } = useQuery({
    queryKey: queryKeys.versions(eventId, messageId),
    queryFn: () => unwrap(rest.listVersions(eventId, messageId)),
    retry: false,
    // What was deleted meanwhile must not come back from what was kept.
    gcTime: 0,
  });
  const newest = data?.versions.at(-1);
  return (
    <Sheet title={`What ${author} wrote`} onClose={onClose}>
      {data === undefined && error === null && <Loading label="Loading…" />}
      {error !== null && <Notice tone="danger" text={error.message} />}
      <View role="list" aria-label="Versions" style={{ gap: space.xs }}>
        {data?.versions.toReversed().map((version) => (
          <Version key={version.seq} version={version} isNewest={version === newest} />
        ))}
      </View>
    </Sheet>
  );
}

interface VersionProps {
  readonly version: MessageVersion;
  readonly isNewest: boolean;
}

function Version({ version, isNewest }: VersionProps): ReactElement {
  const styles = useStyles();
  const when = momentWords(new Date(version.writtenAt));
  return (
    <View role="listitem" style={styles.version}>
      <Copy size="tiny" tone="muted">
        {isNewest ? `${when} · now` : when}
      </Copy>
      <Copy selectable style={{ overflowWrap: 'anywhere' } as object}>
        {version.content}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  version: {
    gap: 3,
    padding: space.sm,
    borderRadius: radius.md,
    backgroundColor: palette.sunken,
  },
}));
