import { Badge } from 'antd';
import { inForce, type Validity } from './words.ts';

export function ForceTag({ state }: { state: Validity }) {
  const { text, color } = inForce(state);
  return <Badge status={color} text={text} />;
}
