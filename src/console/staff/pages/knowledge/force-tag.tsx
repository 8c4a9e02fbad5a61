import { Tag } from 'antd';
import { inForce, type Validity } from './words.ts';

export function ForceTag({ state }: { state: Validity }) {
  const { text, color } = inForce(state);
  return <Tag color={color}>{text}</Tag>;
}
