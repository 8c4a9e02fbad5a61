import { Progress, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';

export type Use = Answer<'listChannelUse'>['channels'][number];

/** What a channel may send and has sent, as figures. */
export function ChannelUse({ use: { title, limits, sent, rates, waitMs, today } }: { use: Use }) {
  return (
    <section className="channel-use" aria-label={`${title}的限额与用量`}>
      <dl className="channel-figures">
        <Figure label="最近一分钟" value={sent.minute} />
        <Figure label="一小时" value={sent.hour} />
        <Figure label="24 小时" value={sent.day} />
      </dl>
      {rates.map(({ limit, max, used }) => (
        <div key={limit}>
          <div className="settings-row">
            <span>{limit}</span>
            <span className="figures">{`${used} / ${max}`}</span>
          </div>
          <Progress
            percent={percentOf(used, max)}
            size="small"
            showInfo={false}
            status={used >= max ? 'exception' : 'normal'}
            aria-label={`${limit}，用了 ${used} 条`}
          />
        </div>
      ))}
      {waitMs >= 1_000 && (
        <Typography.Text type="warning">{`要再等 ${Math.ceil(waitMs / 1_000)} 秒才能发下一条。`}</Typography.Text>
      )}
      <Others limits={limits.filter((limit) => !rates.some((rate) => rate.limit === limit))} />
      {today.groups > 0 && <Today today={today} />}
    </section>
  );
}

/** What is no rate: those stand above with what was used. */
function Others({ limits }: { limits: readonly string[] }) {
  return limits.length > 0 && <Typography.Text type="secondary">{limits.join('；')}。</Typography.Text>;
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{`${value} 条`}</dd>
    </div>
  );
}

/** How much of what a group may get in a day it got. */
function Today({ today: { cap, groups, full, most } }: { today: Use['today'] }) {
  return (
    <div>
      <div>{`接收群发的群 ${groups} 个，每群每天最多 ${cap} 条，今天已满 ${full} 个。`}</div>
      {most.length > 0 && (
        <ul className="channel-groups" aria-label="今天收到最多的群">
          {most.map(({ group, sent }, place) => (
            <li key={`${place} ${group}`} className="settings-row">
              <span className="settings-words">{group}</span>
              <span className="figures">{`${sent} / ${cap}`}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function percentOf(used: number, max: number): number {
  return Math.min(100, Math.round((used / max) * 100));
}
