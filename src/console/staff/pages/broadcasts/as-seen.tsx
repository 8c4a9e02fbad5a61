import { Button, Flex, Segmented, Tag, Typography } from 'antd';
import { useState } from 'react';
import { channelName } from '../../../../domain/platform.ts';
import type { Preview } from './preview.tsx';

type Group = Preview['groups'][number];

/** As one of the groups will see it: a platform at a time, for each cuts and shows it in its own way. */
export function AsSeen({ groups, file }: Pick<Preview, 'groups' | 'file'>) {
  const [channel, setChannel] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const channels = [...new Set(groups.map((one) => one.channel))];
  const here = channels.find((one) => one === channel) ?? channels[0];
  const there = groups.filter((one) => one.channel === here);
  const group = there[turn % Math.max(there.length, 1)];
  if (group === undefined || here === undefined) return null;
  return (
    <div>
      {channels.length > 1 && (
        <Segmented
          aria-label="看哪个平台"
          className="as-seen-platforms"
          value={here}
          onChange={(next) => (setChannel(next), setTurn(0))}
          options={channels.map((one) => ({ value: one, label: channelName(one) }))}
        />
      )}
      <Flex justify="space-between" align="center" gap="small">
        <Typography.Text type="secondary">“{group.group}”看到的</Typography.Text>
        {there.length > 1 && (
          <Button type="link" size="small" onClick={() => setTurn((turn + 1) % there.length)}>
            换一个群看
          </Button>
        )}
      </Flex>
      <Messages group={group} />
      {file !== null && <Tag>附件 {file.name}</Tag>}
      <Typography.Paragraph type="secondary" className="figures as-seen-about">
        {lengthOf(group)}
      </Typography.Paragraph>
      <Mentioned mentions={group.mentions} />
    </div>
  );
}

function Messages({ group: { text, parts, messages, button, buttonApart } }: { group: Group }) {
  const shown = (parts.length === 0 ? [text] : parts).filter((part) => part !== '');
  return (
    <>
      {shown.map((part, place) => (
        <div className="as-seen" key={`${place}/${part}`}>
          {parts.length > 0 && (
            <Typography.Text type="secondary" className="figures">
              第 {place + 1} 条，{Array.from(part).length} 字
            </Typography.Text>
          )}
          <Typography.Paragraph className="as-written as-seen-text">{part}</Typography.Paragraph>
          {button && !buttonApart && place === shown.length - 1 && <span className="as-seen-button">收到</span>}
        </div>
      ))}
      {buttonApart && (
        <div className="as-seen">
          <Typography.Text type="secondary">文字太长，按钮另发一条：</Typography.Text>
          <span className="as-seen-button">收到</span>
        </div>
      )}
      {messages > shown.length && (
        <Typography.Text type="secondary">{shown.length === 0 ? '只发附件。' : '附件另发一条。'}</Typography.Text>
      )}
    </>
  );
}

function lengthOf({ text, messages, limit, byHand, channel }: Group): string {
  const length = `${Array.from(text).length} 字，${byHand ? '由人发布' : `${messages} 条消息`}`;
  if (limit === null) return length;
  const most = limit.in === 'bytes' ? `${limit.value} 字节` : `${limit.value} 字`;
  return `${length}；${channelName(channel)}：一条最多 ${most}`;
}

function Mentioned({ mentions }: Pick<Group, 'mentions'>) {
  if (mentions.length === 0) return null;
  const [told, text] = [mentions.filter(({ notifies }) => notifies), mentions.filter(({ notifies }) => !notifies)];
  const names = (of: typeof mentions): string => of.map(({ name }) => name).join('、');
  return (
    <Typography.Paragraph type="secondary" className="as-seen-about">
      {told.length > 0 && `会提醒 ${names(told)}。`}
      {text.length > 0 && `${names(text)} 只是文字，平台不会提醒本人。`}
    </Typography.Paragraph>
  );
}
