/** What goes to some chats, or to none. */
type Addressed = { to: readonly { chat: string }[] };

/**
 * What is told in one transaction: those that share a chat together, so that one morning is one message. A piece has no more
 * than `usual`, unless one chat has, and never more than `most`.
 */
export function inPieces<Notice extends Addressed>(
  notices: readonly Notice[],
  { usual, most }: { usual: number; most: number },
): Notice[][] {
  const pieces: Notice[][] = [];
  let open: Notice[] = [];
  for (const group of groupsOf(notices).flatMap((group) => cut(group, most))) {
    if (open.length > 0 && open.length + group.length > usual) {
      pieces.push(open);
      open = [];
    }
    open = [...open, ...group];
  }
  return open.length === 0 ? pieces : [...pieces, open];
}

function cut<Notice>(group: readonly Notice[], most: number): Notice[][] {
  const pieces: Notice[][] = [];
  for (let from = 0; from < group.length; from += most) pieces.push(group.slice(from, from + most));
  return pieces;
}

/** A chat belongs to one group; what goes to two chats joins theirs. */
function groupsOf<Notice extends Addressed>(notices: readonly Notice[]): Notice[][] {
  const leaders = new Map<string, string>();
  const leaderOf = (chat: string): string => {
    const next = leaders.get(chat) ?? chat;
    if (next === chat) return chat;
    const leader = leaderOf(next);
    leaders.set(chat, leader);
    return leader;
  };
  for (const { to } of notices)
    for (const { chat } of to.slice(1)) leaders.set(leaderOf(chat), leaderOf(to[0]?.chat ?? chat));
  const groups = new Map<string, Notice[]>();
  const alone: Notice[][] = [];
  for (const notice of notices) {
    const [first] = notice.to;
    if (first === undefined) {
      alone.push([notice]);
      continue;
    }
    const group = groups.get(leaderOf(first.chat)) ?? [];
    group.push(notice);
    groups.set(leaderOf(first.chat), group);
  }
  return [...groups.values(), ...alone];
}
