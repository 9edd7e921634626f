import Download from 'lucide-react-native/icons/download';
import PackageOpen from 'lucide-react-native/icons/package-open';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { useRestClient } from '@/components/providers/rest-context';
import { Button } from '@/components/ui/Button';
import { Copy } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Notice } from '@/components/ui/Notice';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { Export } from '@/protocol/rest';

import { CAN_DOWNLOAD, download } from './download';
import { hintWords, titleWords } from './export-words';
import { isUnderWay, useExports, type ExportList } from './use-exports';

interface ExportsProps {
  /** Null: one's own data. */
  readonly eventId: string | null;
  /** What the button says that asks for one. */
  readonly label: string;
}

/** Asks for exports, shows how far they are, and hands their files over. */
export function Exports({ eventId, label }: ExportsProps): ReactElement {
  const list = useExports(eventId);
  const { refusal, isBusy, make } = list;
  const exports = list.exports ?? [];
  const isLoading = list.exports === null;
  const isMaking = exports.some(isUnderWay);
  const isReady = exports.some(({ state }) => state === 'ready');
  return (
    <View style={{ gap: space.sm }}>
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
      {isLoading && refusal === null && <Loading label="Loading…" />}
      <View style={{ alignItems: 'flex-start' }}>
        <Button
          label={label}
          icon={PackageOpen}
          kind="secondary"
          isBusy={isBusy}
          isDisabled={isMaking || isLoading}
          onPress={make}
        />
      </View>
      {exports.length > 0 && (
        <View role="list" aria-label="Exports" style={{ gap: space.sm }}>
          {exports.map((each) => (
            <ExportRow key={each.exportId} eventId={eventId} of={each} list={list} />
          ))}
        </View>
      )}
      {!CAN_DOWNLOAD && isReady && (
        <Notice tone="info" text="To download the file, open Hallway in a browser and come here." />
      )}
    </View>
  );
}

interface ExportRowProps {
  readonly eventId: string | null;
  readonly of: Export;
  readonly list: ExportList;
}

function ExportRow({ eventId, of, list }: ExportRowProps): ReactElement {
  const styles = useStyles();
  const rest = useRestClient();
  const isMaking = isUnderWay(of);
  return (
    <View role="listitem" style={styles.row}>
      <View role="status" style={{ gap: space.xxs }}>
        <Copy weight="medium">{titleWords(of)}</Copy>
        {isMaking && <ProgressBar progress={of.progress} />}
        <Copy size="small" tone="muted">
          {hintWords(of)}
        </Copy>
      </View>
      <View style={styles.acts}>
        {of.state === 'ready' && CAN_DOWNLOAD && (
          <Button
            label="Download"
            icon={Download}
            isCompact
            onPress={() => download(rest.exportUrl(eventId, of.exportId))}
          />
        )}
        <Button
          label={isMaking ? 'Cancel' : 'Remove'}
          kind="quiet"
          isCompact
          isBusy={list.isBusy}
          onPress={() => list.remove(of.exportId)}
        />
      </View>
    </View>
  );
}

function ProgressBar({ progress }: { readonly progress: number }): ReactElement {
  const styles = useStyles();
  const percent = Math.round(progress * 100);
  return (
    <View
      role="progressbar"
      aria-label="How much is made"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      style={styles.track}
    >
      <View style={[styles.bar, { width: `${percent}%` }]} />
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  row: {
    gap: space.sm,
    padding: space.md,
    borderWidth: 1,
    borderColor: palette.line,
    borderRadius: radius.md,
    backgroundColor: palette.surface,
  },
  acts: { flexDirection: 'row', flexWrap: 'wrap', gap: space.sm },
  track: { height: 6, borderRadius: 3, backgroundColor: palette.sunken, overflow: 'hidden' },
  bar: { height: 6, borderRadius: 3, backgroundColor: palette.accent },
}));
