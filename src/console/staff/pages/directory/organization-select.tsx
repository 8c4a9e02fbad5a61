import { TreeSelect, type TreeSelectProps } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';

export type Organization = Answer<'listOrganizations'>['organizations'][number];
type Node = { value: string; title: string; children: Node[] };

/** One of the tree. `without`: it and all below it cannot be chosen. `first`: further choices above the tree. */
export function OrganizationSelect({
  without,
  first = [],
  ...props
}: Omit<TreeSelectProps<string | null>, 'treeData'> & {
  without?: string;
  first?: readonly { value: string; title: string }[];
}) {
  const { data } = useRoute('listOrganizations');
  return (
    <TreeSelect<string | null>
      showSearch={{ treeNodeFilterProp: 'title' }}
      allowClear
      treeDefaultExpandAll
      popupMatchSelectWidth={320}
      {...props}
      treeData={[
        ...first.map((one) => ({ ...one, children: [] })),
        ...nodesOf((data?.organizations ?? []).filter(({ id }) => id !== without)),
      ]}
    />
  );
}

/** Those whose parent is not among them stand at the top, unless it was left out with all below it. */
function nodesOf(all: readonly Organization[]): Node[] {
  const below = (parentId: string | null): Node[] =>
    all
      .filter((one) => one.parentId === parentId)
      .map(({ id, name }) => ({ value: id, title: name, children: below(id) }));
  return below(null);
}
