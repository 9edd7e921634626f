import { Text, View } from 'react-native';
import Send from 'lucide-react-native/icons/send';
export default function Home() {
  return (
    <View>
      <Text>Hello</Text>
      <Send />
    </View>
  );
}
