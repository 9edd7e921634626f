import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { isHovered } from '@/components/ui/interactive';
import { Notice } from '@/components/ui/Notice';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import type { AccountActions, AccountRefusal } from '@/lib/account';

/** The people of the demo data, which only `npm run dev` loads. */
const DEMO_PEOPLE = [
  { name: 'Alice Ahmed', email: 'alice@example.com' },
  { name: 'Bob Brandt', email: 'bob@example.com' },
] as const;
const DEMO_PASSWORD = 'hallway-demo';

/** Whether this app runs with the demo data. */
export const isDemo = process.env.EXPO_PUBLIC_DEMO === '1';

/** Signs in as one of the demo people with one press. */
export function DemoPeople({ signIn }: Pick<AccountActions, 'signIn'>): ReactElement {
  const styles = useStyles();
  const { isBusy, refusal, run } = useAction<AccountRefusal>();
  return (
    <View style={{ gap: space.xs }}>
      <Copy size="small" tone="muted">
        This is a demo. Look around as one of its people:
      </Copy>
      <View style={{ flexDirection: 'row', gap: space.xs }}>
        {DEMO_PEOPLE.map(({ name, email }) => (
          <Pressable
            key={email}
            role="button"
            aria-label={`Sign in as ${name}`}
            disabled={isBusy}
            onPress={() => void run(() => signIn({ email, password: DEMO_PASSWORD }))}
            style={(state) => [styles.person, isHovered(state) && styles.hovered]}
          >
            <Avatar userId={email} name={name} size={30} />
            <Copy size="small" weight="strong" numberOfLines={1} style={{ flexShrink: 1 }}>
              {name}
            </Copy>
          </Pressable>
        ))}
      </View>
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  person: {
    flex: 1,
    minHeight: 50,
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: 10,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
  },
  hovered: { borderColor: palette.accent },
}));
